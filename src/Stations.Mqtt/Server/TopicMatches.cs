using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>What one session gets of a topic: one copy at its highest QoS, with all its subscription identifiers (MQTT 5.0, 3.3.4).</summary>
internal readonly record struct Match(Session Session, QoS QoS, bool RetainAsPublished, byte[] SubscriptionIds);

/// <summary>Everybody who gets a topic. Immutable, so that topics which match the same filter share it.</summary>
internal sealed record TopicMatches(Match[] Direct, SharedGroup[] Shared)
{
    /// <summary>No filter matches; where one does that asks for nothing of the publisher's own, the matches are empty and not these.</summary>
    public static TopicMatches None { get; } = new([], []);

    /// <summary>Sessions that get a copy.</summary>
    public int Count => Direct.Length + Shared.Length;

    /// <summary>Whether one of the sessions may be kept.</summary>
    public bool MayBeKept => Shared.Length > 0 || Array.Exists(Direct, match => match.Session.IsKept);

    public bool IsEmpty => Direct.Length == 0 && Shared.Length == 0;
}
