using System.Text;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>What the endpoint has found out about one topic of one connection.</summary>
internal sealed class PublishTopic(byte[] name, ReasonCode refusal, object? route)
{
    /// <summary>Longer or deeper than the limits; not worth remembering.</summary>
    public static PublishTopic Invalid { get; } = new([], ReasonCode.TopicNameInvalid, route: null);

    private TopicMatches matches = TopicMatches.None;
    private long matchedVersion = -1;

    public byte[] Name { get; } = name;

    public bool IsAllowed => Refusal == ReasonCode.Success;

    public ReasonCode Refusal { get; } = refusal;

    public object? Route { get; } = route;

    /// <summary>While nobody subscribes or unsubscribes this is one comparison.</summary>
    public TopicMatches Matches(SubscriptionTree subscriptions, Session? publisher)
    {
        if (matchedVersion != subscriptions.Version)
        {
            (matches, matchedVersion) = subscriptions.Match(Encoding.UTF8.GetString(Name), publisher);
        }

        return matches;
    }
}

/// <summary>The topics a connection has published to, so that each is decided and looked up once. Used by the read loop only, but for <see cref="Forget"/>.</summary>
internal sealed class TopicCache(MqttConnection connection)
{
    private PublishTopic? last;
    private Dictionary<byte[], PublishTopic>? known;
    private Dictionary<uint, byte[]>? aliases;
    private volatile bool isStale;

    public void Forget() => isStale = true;

    /// <summary>Null, with the reason, if the message uses a topic alias that it must not use.</summary>
    public PublishTopic? Resolve(in PublishView publish, out ReasonCode problem)
    {
        problem = ReasonCode.Success;
        var name = publish.Topic;
        if (publish.Properties.Number(PropertyId.TopicAlias) is { } alias)
        {
            problem = ResolveAlias(alias, ref name);
            if (problem != ReasonCode.Success)
            {
                return null;
            }
        }
        if (isStale)
        {
            isStale = false;
            (last, known) = (null, null);
        }
        if (last is not null && last.Name.AsSpan().SequenceEqual(name))
        {
            return last;
        }

        var limits = connection.Endpoint.Limits;
        if (name.Length > limits.TopicLength || TopicName.Levels(name) > limits.TopicLevels)
        {
            return PublishTopic.Invalid;
        }

        return last = Find(name);
    }

    private ReasonCode ResolveAlias(uint alias, ref ReadOnlySpan<byte> name)
    {
        if (alias > connection.Endpoint.Limits.TopicAliases)
        {
            return ReasonCode.TopicAliasInvalid;
        }

        aliases ??= [];
        if (name.Length > connection.Endpoint.Limits.TopicLength)
        {
            aliases.Remove(alias);
        }
        else if (!name.IsEmpty)
        {
            aliases[alias] = name.ToArray();
        }
        else if (aliases.TryGetValue(alias, out byte[]? known))
        {
            name = known;
        }
        else
        {
            return ReasonCode.ProtocolError;
        }

        return ReasonCode.Success;
    }

    private PublishTopic Find(ReadOnlySpan<byte> name)
    {
        if (known is null)
        {
            if (last is null)
            {
                return Ask(name);
            }

            known = new(ByteComparer.Instance) { { last.Name, last } };
        }
        var byBytes = known.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (byBytes.TryGetValue(name, out var topic))
        {
            return topic;
        }

        if (known.Count >= connection.Endpoint.Limits.CachedTopics)
        {
            known.Clear();
        }

        topic = Ask(name);
        known.Add(topic.Name, topic);
        return topic;
    }

    private PublishTopic Ask(ReadOnlySpan<byte> name)
    {
        var grant = connection.Endpoint.Application.Resolve(connection, name);
        return new PublishTopic(name.ToArray(), grant.Allowed ? ReasonCode.Success : ReasonCode.NotAuthorized, grant.Route);
    }
}
