using System.Runtime.InteropServices;
using Stations.Model;

namespace Stations.Server.History.Kpis;

/// <summary>A fact about one device, from the event log.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Happening(long At, FactKind Kind, int Slot);

/// <summary>How one device did over a stretch of time, by what the event log says.</summary>
/// <param name="Known">When it was known.</param>
/// <param name="Planned">Milliseconds of it in maintenance.</param>
/// <param name="Down">Milliseconds of it, outside of maintenance, in which it was silent or out of order.</param>
/// <param name="Repairs">How long each of those lasted that are over.</param>
/// <param name="Detections">How long each silence had lasted when the device was called offline.</param>
/// <param name="Taken">When its places were taken, one entry for each.</param>
internal sealed record DeviceTimes(Stretch Known, long Planned, long Down, IReadOnlyList<long> Repairs, IReadOnlyList<long> Detections, IReadOnlyList<Stretch> Taken)
{
    /// <summary>While one of these holds of the appliance itself, nobody can use it.</summary>
    private static readonly Condition[] Breakdowns =
        [Condition.Fault, Condition.Smoke, Condition.ExtinguisherFired, Condition.LeakageTripped, Condition.Flood, Condition.MainsLost, Condition.Leak];

    /// <param name="happened">By time, from the beginning of <paramref name="window"/> until now.</param>
    /// <param name="before">What its connection was before the first event about it; asked only where that event does not tell. Null: it was not there.</param>
    public static DeviceTimes Of(Device device, IReadOnlyList<Happening> happened, Stretch window, Silence silence, Func<FactKind?> before)
    {
        var connection = happened.Where(one => one.Kind is FactKind.WentOnline or FactKind.WentStale or FactKind.WentOffline).ToList();
        var known = window;
        if (connection is [{ Kind: FactKind.WentOnline } first, ..])
        {
            if (before() is not { } was)
            {
                known = new(Math.Min(first.At, window.To), window.To);
            }
            else if (was != FactKind.WentOffline)
            {
                connection.RemoveAt(0);
            }
        }

        var silent = Stretch.Of(
            [.. connection.Where(one => one.Kind != FactKind.WentStale).Select(one => (one.At, one.Kind == FactKind.WentOffline))],
            connection is [{ Kind: FactKind.WentStale }] ? false : device.Connection == Connection.Offline,
            known);
        var planned = Stretch.Of(Changes(happened, FactKind.MaintenanceBegan, FactKind.MaintenanceEnded, 0), device.Watch.Maintenance is not null, known);
        var broken = Breakdowns.SelectMany(condition => Stretch.Of(Changes(happened, condition.Begins(), condition.Ends(), 0), device.Holds(condition), known));
        var down = Stretch.Union([.. silent, .. broken]);
        return new(
            known,
            planned.Sum(one => one.Length),
            down.Sum(one => one.Length) - Stretch.Shared(down, planned),
            [.. down.Where(one => one.From > known.From && one.To < known.To && planned.TrueForAll(other => one.Within(other) == 0)).Select(one => one.Length)],
            Silences(connection, silence, window),
            Places(device, happened, known));
    }

    private static List<(long At, bool Begins)> Changes(IReadOnlyList<Happening> happened, FactKind begins, FactKind ends, int slot) =>
        [.. happened.Where(one => one.Slot == slot && (one.Kind == begins || one.Kind == ends)).Select(one => (one.At, one.Kind == begins))];

    /// <summary>A will is no silence: it has no stale time before it.</summary>
    private static List<long> Silences(List<Happening> connection, Silence silence, Stretch window)
    {
        var delays = new List<long>();
        for (var index = 1; index < connection.Count; index++)
        {
            var (stale, offline) = (connection[index - 1], connection[index]);
            if (offline.Kind == FactKind.WentOffline && stale.Kind == FactKind.WentStale && offline.At < window.To)
            {
                delays.Add(offline.At - stale.At + (long)silence.Stale.TotalMilliseconds);
            }
        }

        return delays;
    }

    private static List<Stretch> Places(Device device, IReadOnlyList<Happening> happened, Stretch known)
    {
        var taken = new List<Stretch>();
        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            taken.AddRange(Stretch.Of(Changes(happened, FactKind.BatteryInserted, FactKind.BatteryRemoved, slot), device.Holds(Condition.BatteryPresent, slot), known));
        }

        taken.AddRange(Stretch.Of(Changes(happened, FactKind.SpotTaken, FactKind.SpotFreed, 0), device.Holds(Condition.Occupied), known));
        return taken;
    }
}
