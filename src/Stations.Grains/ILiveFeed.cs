using Stations.Model;

namespace Stations.Grains;

/// <summary>Where grains show what has become durable, and danger before it is. A later picture of the same thing replaces the earlier one.</summary>
public interface ILiveFeed
{
    /// <summary>The last picture shown; null when there is none here.</summary>
    Device? Shown(string device);

    void Show(Device device);

    /// <summary>Shows a durable picture with a danger that is not written yet.</summary>
    void Warn(Device device);

    void Show(StationInfo station, StationSummary summary);
}
