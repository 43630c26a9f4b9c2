using Stations.Grains;
using Stations.Protocol;

namespace Stations.Server.Ingest;

/// <summary>Where the messages of one topic of one connection go: resolved once, then used for every message.</summary>
internal abstract record Route(string TopicText)
{
    public sealed record ToDevice(string TopicText, Topic Topic, IDeviceGrain Grain, Numbering? Numbering) : Route(TopicText);

    public sealed record ToNode(string TopicText, Topic Topic, INodeGrain Grain, Numbering? Numbering) : Route(TopicText);

    /// <summary>To the quarantine.</summary>
    public sealed record Rejected(string TopicText, RejectReason Reason) : Route(TopicText);
}
