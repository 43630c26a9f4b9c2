using System.Text.Json.Serialization;

namespace Stations.Model;

[JsonConverter(typeof(JsonStringEnumConverter<ActKind>))]
public enum ActKind
{
    Acknowledge,
    Assign,
    Comment,
    Shelve,

    /// <summary>A person has looked and finds that what is latched is over.</summary>
    Reset,
    BeginMaintenance,
    EndMaintenance,
}

/// <summary>What a person does about an appliance or one of its alarms. To do it twice is to do it once.</summary>
/// <param name="By">Who; 1 to 64 characters.</param>
/// <param name="Code">Of the alarm; null for maintenance.</param>
/// <param name="Text">The assignee, the comment, or why; at most <see cref="MaxText"/> characters.</param>
/// <param name="Until">When shelving or maintenance ends by itself, server time in epoch milliseconds; in the past: it ends now.</param>
public sealed record Act(ActKind Kind, string By, string? Code = null, int Slot = 0, string? Text = null, long Until = 0)
{
    public const int MaxText = 500;
    public const int MaxName = 64;

    /// <summary>A shift and a handover (our engineering default).</summary>
    public static readonly TimeSpan LongestShelving = TimeSpan.FromHours(12);
}

/// <summary>What became of a person's act.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActAnswer>))]
public enum ActAnswer
{
    Done,
    NoSuchDevice,
    NoSuchAlarm,

    /// <summary>What began it still holds.</summary>
    StillHolds,

    /// <summary>It ends by itself; there is nothing to reset.</summary>
    NotLatched,

    /// <summary>What only a person ends is never quiet.</summary>
    NotShelvable,
}
