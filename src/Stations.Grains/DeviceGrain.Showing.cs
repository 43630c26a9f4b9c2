using Microsoft.Extensions.Logging;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>What is shown of the appliance, and what its station hears of it: from a turn, or from the journal's thread.</summary>
public sealed partial class DeviceGrain
{
    void IAppender.Committed(object what, long position)
    {
        try
        {
            var durable = (Device)what with { JournalPosition = position };

            // Of a million devices each is kept once: what had no place in the journal yet is new enough to cost the collector nothing.
            Interlocked.CompareExchange(ref tip, durable, (Device)what);
            var telling = Show(durable);
            if (!telling.IsCompletedSuccessfully)
            {
                // The station is busy and hears of it a moment later.
                _ = telling.AsTask();
            }
        }
        catch (Exception error)
        {
            // One picture that cannot be drawn must not stop the journal.
            log.LogError(error, "{Device} is durable and not shown", this.GetPrimaryKeyString());
        }
    }

    private static bool HasDanger(Device device, IReadOnlyList<Fact> facts)
    {
        for (var index = 0; index < facts.Count; index++)
        {
            if (device.Kind.IsDanger(facts[index]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Shows a danger of the tip before it is durable, on top of what is; of a device that is not shown yet, the danger alone.</summary>
    private ValueTask Warn()
    {
        lock (key)
        {
            var warned = (shown ?? Device.Born(tip!.Info, before: null, tip.Boot)).WarnedBy(tip!);
            feed.Warn(warned);
            return Tell(warned);
        }
    }

    /// <summary>Shows what is durable now, unless what is shown is later; what is still to be committed adds its dangers.</summary>
    private ValueTask Show(Device durable)
    {
        lock (key)
        {
            if (durable.JournalPosition <= shown?.JournalPosition)
            {
                return default;
            }

            var latest = durable.WarnedBy(tip!);
            if (ReferenceEquals(latest, durable))
            {
                feed.Show(latest);
            }
            else
            {
                feed.Warn(latest);
            }

            return Tell(latest);
        }
    }

    /// <summary>The station hears of what is shown when its figures change, or to refresh their age.</summary>
    private ValueTask Tell(Device latest)
    {
        shown = latest;
        if (feed.SumsStations)
        {
            return default;
        }

        var contribution = Contribution.Of(latest);
        if (told is var (station, before) && station == latest.Info.Station && !contribution.IsNewsAfter(before))
        {
            return default;
        }

        told = (latest.Info.Station, contribution);
        return Station(latest.Info.Station).DeviceChanged(this.GetPrimaryKeyString(), contribution);
    }

    private IStationGrain Station(StationId id) => GrainFactory.GetGrain<IStationGrain>(id.ToString());
}
