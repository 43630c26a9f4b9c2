using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

public sealed partial class AlarmBoard
{
    /// <summary>Every alarm that is not over, in no order.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public IReadOnlyList<ShownAlarm> Everything(long now)
    {
        lock (gate)
        {
            return [.. house.Values, .. All(now)];
        }
    }

    /// <summary>As <see cref="Present"/>, of some districts, and of the house; costs a look at every alarm there is.</summary>
    public (long AsOf, IReadOnlyList<ShownAlarm> Shown, int Total) PresentFor(Rights rights)
    {
        lock (gate)
        {
            List<ShownAlarm> all = [.. house.Values, .. All(asOf).Where(alarm => alarm.Station is { } at && rights.Covers(at.District))];
            all.Sort(ShownAlarm.Compare);
            return (asOf, all[..Math.Min(all.Count, MaxShown)], all.Count);
        }
    }

    /// <summary>How often an alarm was raised in the last ten minutes; of one that flaps at most <see cref="Alarm.FlappingRaises"/> times.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public int RaisesSince(long now) => RaisedSince(now - (long)Alarm.FlappingWindow.TotalMilliseconds).Values.Sum();

    /// <summary>
    /// How often an alarm was raised from this server time on, by district, of those that are not over; of one that flaps at most <see cref="Alarm.FlappingRaises"/> times.
    /// </summary>
    public Dictionary<string, int> RaisedSince(long from)
    {
        var raised = new Dictionary<string, int>(StringComparer.Ordinal);
        lock (gate)
        {
            foreach (var device in devices.Values)
            {
                if (device.Watch.Alarms.Sum(alarm => alarm.LastRaises.Count(at => at >= from)) is > 0 and var count)
                {
                    raised[device.Device.Id.District] = raised.GetValueOrDefault(device.Device.Id.District) + count;
                }
            }
        }

        return raised;
    }

    /// <summary>Puts the dangers of one device in place of those that it had; true when that is news.</summary>
    private bool FollowDangers(DeviceId id)
    {
        var before = dangers.GetValueOrDefault(id, []);
        ShownAlarm[] now = devices.TryGetValue(id, out var watched) ? [.. Of(watched, asOf).Where(IsDanger)] : [];
        if (now.SequenceEqual(before))
        {
            return false;
        }

        if (now.Length == 0)
        {
            dangers.Remove(id);
        }
        else
        {
            dangers[id] = now;
        }

        return true;
    }

    private IEnumerable<ShownAlarm> All(long now)
    {
        var unreachable = new List<ShownAlarm>();
        foreach (var watched in devices.Values)
        {
            foreach (var alarm in Of(watched, now))
            {
                if (alarm.State.Condition == Condition.Unreachable)
                {
                    unreachable.Add(alarm);
                }
                else
                {
                    yield return alarm;
                }
            }
        }

        var (outages, alone) = Outage.Find(unreachable, one => one.Device!, one => one.State, devicesAt, devicesOf);
        foreach (var alarm in outages.Select(ShownAlarm.Of).Concat(alone))
        {
            yield return alarm;
        }
    }

    private static IEnumerable<ShownAlarm> Of(Watched watched, long now)
    {
        foreach (var alarm in watched.Watch.Alarms)
        {
            if (!alarm.IsOver(now) && Kind.Of(watched.Device.Kind).AlarmOf(alarm.Condition) is { } kind)
            {
                yield return ShownAlarm.Of(watched.Device, alarm, kind, Array.IndexOf(watched.Unwritten, alarm) < 0, watched.Watch.Maintenance) with
                {
                    Interlock = kind.Severity == Severity.Critical ? watched.Interlock : null,
                };
            }
        }
    }

    private static bool IsDanger(ShownAlarm alarm) => alarm.Kind.Severity == Severity.Critical;
}
