namespace Stations.Mqtt.Server;

/// <summary>
/// May a client publish to a topic, and what comes along with each of its messages there. Without a route only subscribers get them; with a
/// route but denied only the application does, which answers with a failure.
/// </summary>
public readonly record struct TopicGrant(bool Allowed, object? Route = null)
{
    public static TopicGrant Denied => default;
}
