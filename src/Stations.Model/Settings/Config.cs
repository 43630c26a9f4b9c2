using System.Text.Json.Serialization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>How what a device is set to goes with what it is to be set to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConfigState>))]
public enum ConfigState
{
    /// <summary>Nobody has said what it is to be set to.</summary>
    [JsonStringEnumMemberName("UNSET")]
    Unset,

    /// <summary>It has not answered yet.</summary>
    [JsonStringEnumMemberName("PENDING")]
    Pending,

    /// <summary>It is set as it is to be.</summary>
    [JsonStringEnumMemberName("IN_SYNC")]
    InSync,

    /// <summary>It has heard it, and is set otherwise.</summary>
    [JsonStringEnumMemberName("DRIFTED")]
    Drifted,

    /// <summary>It has heard it, and says why it will not.</summary>
    [JsonStringEnumMemberName("REFUSED")]
    Refused,
}

/// <summary>What a device is to be set to.</summary>
/// <param name="Version">From 1; greater with each change.</param>
/// <param name="By">Who wants it.</param>
/// <param name="At">Server time, epoch milliseconds.</param>
public sealed record DesiredConfig(long Version, IReadOnlyDictionary<string, SettingValue> Values, string By, long At)
{
    public byte[] ToBytes() => new Desired(Version, Values).ToBytes();
}

/// <summary>What a device said last that it is set to.</summary>
/// <param name="At">Server time, epoch milliseconds.</param>
public sealed record ReportedConfig(long Version, IReadOnlyDictionary<string, SettingValue> Values, string? Refused, long At, string? Boot, long? Seq);

/// <summary>A device's configuration: immutable, changed by <see cref="ConfigRules"/> only. In the journal stands what of it is new.</summary>
public sealed record Config(DesiredConfig? Desired = null, ReportedConfig? Reported = null)
{
    public static readonly Config None = new();

    /// <summary>Of what it is to be set to; 0 where nobody has said.</summary>
    [JsonIgnore]
    public long Version => Desired?.Version ?? 0;

    [JsonIgnore]
    public ConfigState State => (Desired, Reported) switch
    {
        (null, _) => ConfigState.Unset,
        (_, null) => ConfigState.Pending,
        _ when Desired.Version != Reported.Version => ConfigState.Pending,
        _ when Reported.Refused is not null => ConfigState.Refused,
        _ => ConfigRules.Holds(Desired.Values, Reported.Values) ? ConfigState.InSync : ConfigState.Drifted,
    };

    internal Config After(Config news) => new(news.Desired ?? Desired, news.Reported ?? Reported);
}
