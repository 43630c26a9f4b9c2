using Stations.Protocol;

namespace Stations.Model;

/// <summary>What can be set at a kind of appliance; the unit is at the end of its name.</summary>
public sealed record Setting(string Name)
{
    public double Least { get; private init; }

    public double Most { get; private init; }

    /// <summary>Those that it takes; none for a number.</summary>
    public string[] Words { get; private init; } = [];

    public static Setting Number(string name, double least, double most) => new(name) { Least = least, Most = most };

    public static Setting Word(string name, params string[] words) => new(name) { Words = words };

    /// <summary>What it can be set to, in a few signs: <c>2–10</c>, or its words.</summary>
    public string Takes => Words.Length > 0 ? string.Join(", ", Words) : FormattableString.Invariant($"{Least}–{Most}");

    /// <summary>Null for what it can be set to.</summary>
    public string? Mistake(SettingValue value) =>
        Words.Length > 0 ? (Array.IndexOf(Words, value.Text) >= 0 ? null : $"must be {string.Join(", ", Words[..^1])} or {Words[^1]}")
        : value.Number >= Least && value.Number <= Most ? null
        : FormattableString.Invariant($"must be a number from {Least} to {Most}");
}
