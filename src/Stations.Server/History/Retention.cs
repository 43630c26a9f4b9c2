namespace Stations.Server.History;

/// <summary>How long each kind of history is kept, in days.</summary>
/// <param name="RawDays">Messages as they came. An older one that arrives late is not kept.</param>
public sealed record Retention(int RawDays, int MinuteDays, int HourDays, int EventDays)
{
    public static readonly Retention Default = new(RawDays: 7, MinuteDays: 90, HourDays: 1100, EventDays: 400);
}
