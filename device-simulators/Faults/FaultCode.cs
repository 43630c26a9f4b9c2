using System.Text.Json.Serialization;

namespace DeviceSimulators.Faults;

/// <summary>What can go wrong; on paper in snake_case. What each means stands in <see cref="FaultKind"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultCode>))]
public enum FaultCode
{
    [JsonStringEnumMemberName("smoke")]
    Smoke,

    [JsonStringEnumMemberName("extinguisher")]
    Extinguisher,

    [JsonStringEnumMemberName("leakage")]
    Leakage,

    [JsonStringEnumMemberName("flood")]
    Flood,

    [JsonStringEnumMemberName("mains_lost")]
    MainsLost,

    /// <summary>A slot warms by 2 °C in 5 s, up to 45 °C.</summary>
    [JsonStringEnumMemberName("thermal_runup")]
    ThermalRunup,

    [JsonStringEnumMemberName("leak")]
    Leak,

    /// <summary>It says itself that it does not work.</summary>
    [JsonStringEnumMemberName("breakdown")]
    Breakdown,

    /// <summary>A door that does not shut any more.</summary>
    [JsonStringEnumMemberName("stuck_door")]
    StuckDoor,

    /// <summary>The relay says off, and power flows.</summary>
    [JsonStringEnumMemberName("welded_relay")]
    WeldedRelay,

    /// <summary>It says empty, or at rest, and other values of the same appliance contradict.</summary>
    [JsonStringEnumMemberName("blind_sensor")]
    BlindSensor,

    /// <summary>It says free whatever stands there, and nothing contradicts.</summary>
    [JsonStringEnumMemberName("lying_sensor")]
    LyingSensor,

    /// <summary>It goes on reporting, always the same values.</summary>
    [JsonStringEnumMemberName("frozen")]
    Frozen,

    /// <summary>New firmware that has other words for doors and modes.</summary>
    [JsonStringEnumMemberName("other_words")]
    OtherWords,

    /// <summary>New firmware whose flags of presence mean the opposite.</summary>
    [JsonStringEnumMemberName("other_polarity")]
    OtherPolarity,

    /// <summary>Its power is gone: no good-bye, and the connection stays half-open.</summary>
    [JsonStringEnumMemberName("plug_pull")]
    PlugPull,

    /// <summary>Nothing gets through any more in either direction, and nobody closes the connection.</summary>
    [JsonStringEnumMemberName("half_open")]
    HalfOpen,

    /// <summary>The connection lives and the program behind it does not.</summary>
    [JsonStringEnumMemberName("hang")]
    Hang,

    /// <summary>The connection ends; what is measured meanwhile is stored and sent afterwards.</summary>
    [JsonStringEnumMemberName("outage")]
    Outage,

    [JsonStringEnumMemberName("reboot_loop")]
    RebootLoop,

    /// <summary>A gateway comes and goes, and dies half-way.</summary>
    [JsonStringEnumMemberName("dying_gateway")]
    DyingGateway,

    /// <summary>Its clock is minutes to hours off.</summary>
    [JsonStringEnumMemberName("clock_skew")]
    ClockSkew,

    /// <summary>Messages come twice and overtake each other.</summary>
    [JsonStringEnumMemberName("repeats")]
    Repeats,
}
