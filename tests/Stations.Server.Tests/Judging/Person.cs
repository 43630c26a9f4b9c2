using DeviceSimulators.Faults;
using DeviceSimulators.Truth;
using Orleans;
using Stations.Grains;
using Stations.Model;
using Stations.Server.Live;

namespace Stations.Server.Tests.Judging;

/// <summary>The operator: acknowledges what is over, and resets what is latched once it was looked at.</summary>
internal sealed class Person(IGrainFactory grains, StationBoard board, List<Task> underWay)
{
    private const int SecondsPerRound = 10;

    private readonly HashSet<string> inspected = new(StringComparer.Ordinal);

    public void Hear(TruthLine line)
    {
        if (line is TruthLine.Ended { Id: var id } && id.Split('@') is [var fault, var thing, _] && FaultKind.Named(fault) is { IsLatched: true })
        {
            inspected.Add(thing.Split('/')[0]);
        }
    }

    public void Work(int second, long now)
    {
        if (second % SecondsPerRound != 0)
        {
            return;
        }

        var latched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alarm in board.Alarms.Everything(now))
        {
            foreach (var device in alarm.Members?.Select(member => member.ToString()) ?? [.. new[] { alarm.Device?.Id.ToString() }.OfType<string>()])
            {
                var isLatched = alarm.State is { IsActive: true } && alarm.State.Condition.IsLatched();
                if (isLatched && inspected.Contains(device))
                {
                    latched.Add(device);
                    Do(device, new Act(ActKind.Reset, "operator", alarm.Kind.Code, alarm.State.Slot));
                }
                else if (alarm.State is { IsActive: false, Acknowledged: null })
                {
                    Do(device, new Act(ActKind.Acknowledge, "operator", alarm.Members is null ? alarm.Kind.Code : Kind.Offline, alarm.State.Slot));
                }
            }
        }

        inspected.IntersectWith(latched);
    }

    private void Do(string device, Act act) => underWay.Add(grains.GetGrain<IDeviceGrain>(device).Act(act).AsTask());
}
