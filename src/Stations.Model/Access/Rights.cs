using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>What a person or a program may do; each may all that those before it may.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Reads what operators read.</summary>
    Viewer = 1,

    /// <summary>Sees to alarms and devices.</summary>
    Operator = 2,

    /// <summary>Says who may come in: nodes, and people and programs where it is for all districts.</summary>
    Administrator = 3,
}

/// <param name="Districts">Where, at most <see cref="MaxDistricts"/>; null for everywhere.</param>
public sealed record Rights(Role Role, string[]? Districts = null)
{
    public const int MaxDistricts = 100;

    [JsonIgnore]
    public bool IsEverywhere => Districts is null;

    public bool Covers(string district) => Districts is null || Districts.Contains(district, StringComparer.Ordinal);

    public bool Equals(Rights? other) =>
        other is not null && Role == other.Role && (Districts is null ? other.Districts is null : other.Districts is not null && Districts.SequenceEqual(other.Districts, StringComparer.Ordinal));

    public override int GetHashCode() => HashCode.Combine(Role, Districts?.Length);
}
