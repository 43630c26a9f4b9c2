using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>Where grains show what has become durable, and danger before it is. A later picture of the same thing replaces the earlier one.</summary>
public interface ILiveFeed
{
    /// <summary>It sums the stations itself, of all the devices that it is shown: a station's grain need not hear of them.</summary>
    bool SumsStations => false;

    /// <summary>The last picture shown; null when there is none here.</summary>
    Device? Shown(string device);

    /// <summary>The devices that stand at a station, as they are shown.</summary>
    IEnumerable<Device> At(StationId station);

    void Show(Device device);

    /// <summary>Shows a durable picture with a danger that is not written yet.</summary>
    void Warn(Device device);

    /// <param name="station">What is said of it.</param>
    /// <param name="summary">Of no use where <see cref="SumsStations"/>.</param>
    void Show(StationInfo station, StationSummary summary);

    /// <summary>What riders reported of a station, and of none of its appliances.</summary>
    void Show(StationId station, Ticket[] tickets);
}
