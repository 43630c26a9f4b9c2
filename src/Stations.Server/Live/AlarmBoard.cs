using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <summary>
/// Every alarm that is not over, and what of the house is in trouble. Dangers are here before they are written and told of at once; all the rest,
/// of which there may be a hundred thousand after an outage, is summed up once a <see cref="Beat"/> and never stands in a danger's way.
/// </summary>
/// <param name="mark">There is something to tell.</param>
/// <param name="devicesAt">How many devices stand at a station.</param>
/// <param name="devicesOf">How many devices a node carries.</param>
public sealed partial class AlarmBoard(Action<BoardItem> mark, Func<StationId, int> devicesAt, Func<NodeId, int> devicesOf) : BoardItem
{
    /// <summary>Told on the live stream, the gravest; the rest is counted.</summary>
    public const int MaxShown = 100;

    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<DeviceId, Watched> devices = [];
    private readonly Dictionary<DeviceId, ShownAlarm[]> dangers = [];
    private readonly Dictionary<string, ShownAlarm> house = new(StringComparer.Ordinal);
    private (IReadOnlyList<ShownAlarm> Gravest, int Total) rest = ([], 0);
    private long beatAt;
    private bool isChanged;

    /// <summary>Server time of what is told, epoch milliseconds.</summary>
    private long asOf;

    /// <param name="Unwritten">Those that are shown before they are in the journal.</param>
    /// <param name="Interlock">The same list while it says the same, so that alarms can be compared.</param>
    private sealed record Watched(DeviceInfo Device, Watch Watch, Alarm[] Unwritten, IReadOnlyList<InterlockStepView>? Interlock);

    /// <summary>What is told on the live stream: as of when, the gravest, and how many there are in all.</summary>
    public (long AsOf, IReadOnlyList<ShownAlarm> Shown, int Total) Present
    {
        get
        {
            lock (gate)
            {
                List<ShownAlarm> all = [.. house.Values, .. dangers.Values.SelectMany(alarms => alarms)];
                var total = all.Count + rest.Total;
                all.AddRange(rest.Gravest);
                all.Sort(ShownAlarm.Compare);
                return (asOf, all[..Math.Min(all.Count, MaxShown)], total);
            }
        }
    }

    /// <summary>Since when the oldest danger is shown that is not in the journal yet, server time in epoch milliseconds; null: all are.</summary>
    public long? UnwrittenSince
    {
        get
        {
            lock (gate)
            {
                return dangers.Values.SelectMany(alarms => alarms).Where(alarm => !alarm.IsWritten).Min(alarm => (long?)alarm.State.RaisedAt);
            }
        }
    }

    /// <summary>Takes the alarms of the device in place of those that it had.</summary>
    public void Follow(Device device, bool isWritten)
    {
        var (id, watch) = (device.Info.Id, device.Watch);
        lock (gate)
        {
            var before = devices.GetValueOrDefault(id);
            if (watch.Alarms.Length == 0)
            {
                devices.Remove(id);
            }
            else
            {
                Alarm[] unwritten = isWritten ? [] : Array.FindAll(watch.Alarms, one => before is null || !before.Watch.Alarms.Contains(one) || before.Unwritten.Contains(one));
                var interlock = InterlockStepView.Of(device);
                var isSame = interlock is not null && before?.Interlock?.SequenceEqual(interlock) == true;
                devices[id] = new(device.Info, watch, unwritten, isSame ? before!.Interlock : interlock);
            }

            asOf = Math.Max(asOf, watch.Alarms.Length == 0 ? 0 : watch.Alarms.Max(alarm => alarm.LastRaises[^1]));
            isChanged = true;
            if (!FollowDangers(id))
            {
                return;
            }
        }

        mark(this);
    }

    /// <param name="part">What of the house this is about.</param>
    /// <param name="trouble">Null when all is well again.</param>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public void Follow(string part, string? trouble, long now)
    {
        lock (gate)
        {
            var before = house.GetValueOrDefault(part);
            if (before?.Detail == trouble)
            {
                return;
            }

            if (trouble is null)
            {
                house.Remove(part);
            }
            else
            {
                house[part] = ShownAlarm.Of(part, trouble, before?.State.RaisedAt ?? now);
            }
        }

        mark(this);
    }

    /// <summary>Sums up what is no danger, once a beat; also what time alone changes.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public void Pass(long now)
    {
        lock (gate)
        {
            if (now - beatAt < Beat.TotalMilliseconds || (devices.Count == 0 && !isChanged))
            {
                return;
            }

            var (before, told) = (Views(), asOf);
            (beatAt, asOf, isChanged) = (now, Math.Max(asOf, now), false);
            foreach (var id in dangers.Keys.ToArray())
            {
                FollowDangers(id);
            }

            var (all, total) = (All(now).Where(alarm => !IsDanger(alarm)), 0);
            var gravest = new PriorityQueue<ShownAlarm, ShownAlarm>(Comparer<ShownAlarm>.Create((a, b) => ShownAlarm.Compare(b, a)));
            foreach (var alarm in all)
            {
                total++;
                if (gravest.Count < MaxShown)
                {
                    gravest.Enqueue(alarm, alarm);
                }
                else
                {
                    gravest.EnqueueDequeue(alarm, alarm);
                }
            }

            var isSame = total == rest.Total;
            rest = ([.. gravest.UnorderedItems.Select(one => one.Element)], total);
            if (isSame && Views().SequenceEqual(before))
            {
                return;
            }
        }

        mark(this);
    }

    private List<AlarmView> Views() => [.. rest.Gravest.Concat(dangers.Values.SelectMany(one => one)).Order(Comparer<ShownAlarm>.Create(ShownAlarm.Compare)).Select(one => AlarmView.Of(one, asOf, withDetail: true) with { Interlock = null })];
}
