using System.Text.Json.Serialization;

namespace DeviceSimulators.Truth;

/// <summary>What is really so of an appliance, or of one of its slots.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Being>))]
public enum Being
{
    /// <summary>A rider who comes now can use it.</summary>
    [JsonStringEnumMemberName("free")]
    Free,

    /// <summary>Somebody uses it, or what is wanted is not there; it works.</summary>
    [JsonStringEnumMemberName("taken")]
    Taken,

    /// <summary>It works, and its power was switched off, or it was taken out of use.</summary>
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>It does not work, or must not be used.</summary>
    [JsonStringEnumMemberName("broken")]
    Broken,
}
