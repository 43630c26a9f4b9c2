using Stations.Journal.History;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.History.Kpis;

/// <summary>How the devices of a kind did.</summary>
/// <param name="Places">Slots and spots that can be taken.</param>
/// <param name="Hours">For each hour of the question the share of places that was taken, null where none was known; empty for a kind without places.</param>
internal sealed record KindTimes(DeviceKind Kind, int Devices, int Places, IReadOnlyList<DeviceTimes> Times, IReadOnlyList<double?> Hours);

/// <summary>What a district's figures are made of: its events, from the beginning of the question until now, and what holds now.</summary>
public sealed class DistrictKpis(StationBoard board, EventsReader events, Silence silence, TimeProvider clock)
{
    /// <summary>Events that one answer looks at; a month of a district of a hundred devices.</summary>
    public const int MostEvents = 200_000;

    private const int AtOnce = 1_000;

    /// <returns>The kinds in the order of their names on the wire, and whether all events were looked at.</returns>
    internal (List<KindTimes> Kinds, bool IsWhole) Of(string district, Stretch window)
    {
        var isWhole = TryRead(new(null, null, district, []), window.From, out var happened);
        var devices = board.Devices.Select(item => item.Device).Where(device => device.Info.Station.District == district);
        var kinds = devices.GroupBy(device => device.Info.Kind).OrderBy(kind => kind.Key.Word(), StringComparer.Ordinal);
        return ([.. kinds.Select(kind => Of(kind.Key, [.. kind], happened, window))], isWhole);
    }

    private KindTimes Of(DeviceKind kind, List<Device> devices, Dictionary<string, List<Happening>> happened, Stretch window)
    {
        var times = devices.ConvertAll(device =>
        {
            var id = device.Info.Id.ToString();
            return DeviceTimes.Of(device, happened.GetValueOrDefault(id, []), window, silence, () => Before(id, window.From));
        });
        var places = devices.ConvertAll(device => device.Info.Kind == DeviceKind.ParkingSpot ? 1 : device.Kind.NeedOf(device) == Need.Charge ? device.Info.Slots : 0);
        return new(kind, devices.Count, places.Sum(), times, places.TrueForAll(count => count == 0) ? [] : Taken(times, places, window));
    }

    private static double?[] Taken(List<DeviceTimes> times, List<int> places, Stretch window)
    {
        var hours = new (long Taken, long Known)[(window.Length + Spans.Hour - 1) / Spans.Hour];
        for (var index = 0; index < times.Count; index++)
        {
            foreach (var (hour, known) in HoursOf(times[index].Known, window))
            {
                hours[hour].Known += known * places[index];
            }

            foreach (var (hour, taken) in times[index].Taken.SelectMany(taken => HoursOf(taken, window)))
            {
                hours[hour].Taken += taken;
            }
        }

        return Array.ConvertAll(hours, hour => hour.Known == 0 ? (double?)null : hour.Taken / (double)hour.Known);
    }

    /// <summary>How many milliseconds of each hour of the window the stretch covers.</summary>
    private static IEnumerable<(long Hour, long Length)> HoursOf(Stretch stretch, Stretch window)
    {
        for (var hour = (stretch.From - window.From) / Spans.Hour; window.From + hour * Spans.Hour < stretch.To; hour++)
        {
            var begin = window.From + hour * Spans.Hour;
            yield return (hour, stretch.Within(new(begin, begin + Spans.Hour)));
        }
    }

    private FactKind? Before(string device, long from) =>
        events.Read(new(device, null, null, [(int)FactKind.WentOnline, (int)FactKind.WentStale, (int)FactKind.WentOffline]), 0, new EventKey(from, 0, 0), 1).Events is [var last]
            ? (FactKind)last.Kind : null;

    /// <param name="happened">By device, each by time.</param>
    private bool TryRead(EventFilter filter, long from, out Dictionary<string, List<Happening>> happened)
    {
        happened = new(StringComparer.Ordinal);
        var (before, count) = ((EventKey?)new EventKey(clock.NowMilliseconds() + Spans.Hour, 0, 0), 0);
        while (before is { } place && count < MostEvents)
        {
            (var portion, before) = events.Read(filter, from, place, AtOnce);
            count += portion.Count;
            foreach (var one in portion.Where(one => one.Kind is > 0 and <= byte.MaxValue))
            {
                (happened.TryGetValue(one.Subject, out var own) ? own : happened[one.Subject] = []).Add(new(one.Key.At, (FactKind)one.Kind, one.Detail));
            }
        }

        foreach (var own in happened.Values)
        {
            own.Reverse();
        }

        return before is null;
    }
}
