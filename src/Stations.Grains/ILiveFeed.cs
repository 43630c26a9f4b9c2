using Stations.Model;

namespace Stations.Grains;

/// <summary>Where grains show what has become durable. A later picture of the same thing replaces the earlier one.</summary>
public interface ILiveFeed
{
    void Show(Device device);

    void Show(StationInfo station, StationSummary summary);
}
