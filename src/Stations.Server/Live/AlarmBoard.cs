using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Live;

/// <param name="Kind">The danger, or what of the house is in trouble, in the API's word.</param>
/// <param name="Device">Null for the house itself.</param>
/// <param name="Slot">0 for the appliance itself.</param>
/// <param name="Since">Server time, epoch milliseconds.</param>
/// <param name="IsWritten">False while it is shown and not yet in the journal: until then it would be lost with the server.</param>
/// <param name="Detail">What the house's own part said.</param>
public sealed record Alarm(string Kind, DeviceInfo? Device, int Slot, long Since, bool IsWritten, string? Detail);

/// <summary>What is critical now: the dangers that devices hold, and what of the house is in trouble. There before it is written.</summary>
public sealed class AlarmBoard(Action<BoardItem> mark) : BoardItem
{
    /// <summary>Shown at once, the newest; the rest is counted.</summary>
    public const int MaxShown = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<DeviceId, Alarm[]> devices = [];
    private readonly Dictionary<string, Alarm> house = new(StringComparer.Ordinal);

    /// <summary>The house's own alarms first, then the newest; and how many there are in all.</summary>
    public (IReadOnlyList<Alarm> Shown, int Total) Present
    {
        get
        {
            lock (gate)
            {
                Alarm[] all = [.. house.Values, .. devices.Values.SelectMany(alarms => alarms)];
                return ([.. all.OrderBy(alarm => alarm.Device is not null).ThenByDescending(alarm => alarm.Since).Take(MaxShown)], all.Length);
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
                return devices.Values.SelectMany(alarms => alarms).Where(alarm => !alarm.IsWritten).Min(alarm => (long?)alarm.Since);
            }
        }
    }

    /// <summary>Takes the dangers that the device holds in place of those that it held.</summary>
    public void Follow(Device device, bool isWritten)
    {
        lock (gate)
        {
            var before = devices.GetValueOrDefault(device.Info.Id, []);
            Alarm[] now =
            [
                .. from danger in device.Holding
                   where danger.Condition.IsSafety()
                   let known = Array.Find(before, one => one.Kind == Word(danger.Condition) && one.Slot == danger.Slot)
                   select new Alarm(Word(danger.Condition), device.Info, danger.Slot, danger.Since, isWritten || known is { IsWritten: true }, Detail: null),
            ];
            if (now.SequenceEqual(before))
            {
                return;
            }

            if (now.Length == 0)
            {
                devices.Remove(device.Info.Id);
            }
            else
            {
                devices[device.Info.Id] = now;
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
                house[part] = new Alarm(part, Device: null, Slot: 0, before?.Since ?? now, IsWritten: false, trouble);
            }
        }

        mark(this);
    }

    private static string Word(Condition condition) => condition switch
    {
        Condition.Smoke => "smoke",
        Condition.ExtinguisherFired => "extinguisher_fired",
        Condition.LeakageTripped => "leakage_tripped",
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "Not a danger."),
    };
}
