using System.Diagnostics.CodeAnalysis;

namespace Stations.Model.History;

/// <summary>Where days begin. By IANA name, such as <c>Asia/Shanghai</c>.</summary>
public sealed class Zone
{
    public const string DefaultName = "Asia/Shanghai";

    /// <summary>China's one time; also right where the machine has no table of zones.</summary>
    public static readonly Zone Default = new(TimeZoneInfo.CreateCustomTimeZone(DefaultName, TimeSpan.FromHours(8), DefaultName, DefaultName));

    private readonly TimeZoneInfo zone;

    private Zone(TimeZoneInfo zone) => this.zone = zone;

    public string Name => zone.Id;

    /// <summary>False for a name that this machine does not know.</summary>
    public static bool TryFind(string? name, [NotNullWhen(true)] out Zone? zone)
    {
        zone = name is null ? null
            : name == DefaultName ? Default
            : TimeZoneInfo.TryFindSystemTimeZoneById(name, out var found) && found.HasIanaId ? new Zone(found)
            : null;
        return zone is not null;
    }

    /// <summary>The moment, in epoch milliseconds, when the local day of <paramref name="at"/> began.</summary>
    public long DayOf(long at) => Begin(DateOf(at));

    /// <summary>The moment when the local day after that of <paramref name="at"/> begins: 23, 24 or 25 hours after its own, as a rule.</summary>
    public long DayAfter(long at)
    {
        var date = DateOf(at);
        long next;
        do
        {
            // A zone may have left a day out.
            date = date.AddDays(1);
            next = Begin(date);
        }
        while (next <= at);
        return next;
    }

    private DateTime DateOf(long at) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).Date;

    private long Begin(DateTime midnight)
    {
        // A clock that jumps over midnight begins the day where it lands; one that goes back over it begins the day the first time.
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUnixTimeMilliseconds();
    }
}
