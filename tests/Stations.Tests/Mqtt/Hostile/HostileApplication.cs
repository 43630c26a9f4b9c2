using System.Net;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt.Hostile;

/// <summary>Takes some messages at once, some later and some never; remembers whatever the endpoint could not cope with.</summary>
internal sealed class HostileApplication : IMqttApplication
{
    private readonly Lock gate = new();
    private readonly List<TaskCompletionSource<ReasonCode>> later = [];

    /// <summary>A bug to be found.</summary>
    public bool Throws { get; init; }

    public ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken ct) =>
        new(request.UserName == "refused" ? ConnectDecision.Refuse() : ConnectDecision.Accept());

    public TopicGrant Resolve(MqttConnection connection, ReadOnlySpan<byte> topic) => topic switch
    {
        [(byte)'x', ..] => TopicGrant.Denied,
        [(byte)'a'] when Throws => throw new InvalidOperationException("This topic is too much."),
        [(byte)'l', ..] => new(Allowed: true, Route: "later"),
        [(byte)'b', ..] => new(Allowed: true),
        _ => new(Allowed: true, Route: "now"),
    };

    public bool MaySubscribe(MqttConnection connection, string filter) => !filter.StartsWith('x');

    public ValueTask<ReasonCode> PublishAsync(MqttConnection connection, object? route, in PublishView message)
    {
        if (route is "now")
        {
            return new(message.Payload.Length % 16 == 1 ? ReasonCode.QuotaExceeded : ReasonCode.Success);
        }

        var source = new TaskCompletionSource<ReasonCode>();
        lock (gate)
        {
            later.Add(source);
        }

        return new(source.Task);
    }

    public void Refused(EndPoint? from, string why)
    {
    }

    public void Disconnected(MqttConnection connection, DisconnectCause cause)
    {
    }

    /// <summary>Completes what waits, in an order of its own.</summary>
    public void Complete(Random random)
    {
        TaskCompletionSource<ReasonCode>[] due;
        lock (gate)
        {
            due = [.. later];
            later.Clear();
        }

        random.Shuffle(due);
        foreach (var source in due)
        {
            source.SetResult(random.Next(8) == 0 ? ReasonCode.UnspecifiedError : ReasonCode.Success);
        }
    }
}
