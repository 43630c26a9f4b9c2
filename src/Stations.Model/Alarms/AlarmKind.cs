using System.Text.Json.Serialization;

namespace Stations.Model;

[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    [JsonStringEnumMemberName("WARNING")]
    Warning,

    [JsonStringEnumMemberName("MINOR")]
    Minor,

    [JsonStringEnumMemberName("MAJOR")]
    Major,

    /// <summary>People may come to harm: shown before it is written.</summary>
    [JsonStringEnumMemberName("CRITICAL")]
    Critical,
}

/// <summary>What is to be done about an alarm.</summary>
[Flags]
[JsonConverter(typeof(JsonStringEnumConverter<Remedies>))]
public enum Remedies
{
    None = 0,
    Notify = 1,
    StopSlot = 2,
    StopNeighbours = 4,
    StopAll = 8,
    CutMains = 16,
    Siren = 32,
    KeepDoorsShut = 64,
    Escalate = 128,
    DisableSlot = 256,
}

/// <summary>What people are told when a condition begins.</summary>
/// <param name="Code">Its word for ever, unique in its kind of appliance.</param>
/// <param name="Raise">When it begins, for people; {Raise} and the other <see cref="Limits"/> stand for their numbers.</param>
/// <param name="Clear">When it ends, likewise.</param>
/// <param name="Basis">Where the numbers are from: [std] a standard or a page quoting one, [field] running open code, [eng] our engineering default.</param>
public sealed record AlarmKind(string Code, Severity Severity, Remedies Remedies, string Raise, string Clear, string Basis);
