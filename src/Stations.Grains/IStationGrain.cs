using Stations.Model;

namespace Stations.Grains;

/// <summary>One station: what an operator says of it, and the sum of its devices. Its key is the text of its <see cref="Protocol.StationId"/>.</summary>
[Alias("station")]
public interface IStationGrain : IGrainWithStringKey
{
    /// <summary>Describes the station, for the first time or anew. Durable when it completes.</summary>
    [Alias("describe")]
    ValueTask Describe([Immutable] StationInfo info);

    /// <summary>A device came or changed; <paramref name="after"/> is null when it left for another station.</summary>
    [Alias("device-changed")]
    ValueTask DeviceChanged(string device, [Immutable] Contribution? after);

    /// <summary>Devices that the journal remembers, at a start.</summary>
    [Alias("recovered")]
    ValueTask Recovered([Immutable] IReadOnlyList<KeyValuePair<string, Contribution>> devices);

    /// <summary>Hears what riders report of the station itself, and what operators answer. Durable when it completes.</summary>
    [Alias("report")]
    ValueTask<ReportReply> Report([Immutable] ReportEvent said);
}
