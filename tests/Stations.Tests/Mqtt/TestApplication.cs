using System.Net;
using System.Text;
using System.Threading.Channels;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

/// <summary>A message that reached the application; <see cref="Done"/> makes it durable.</summary>
internal sealed record Taken(MqttConnection Connection, string Topic, string Payload, QoS QoS, bool IsWill, object? Route)
{
    public TaskCompletionSource<ReasonCode> Done { get; } = new();
}

/// <summary>An application that records what it is asked and completes messages at once or when the test says so.</summary>
internal sealed class TestApplication : IMqttApplication
{
    private readonly Channel<Taken> taken = Channel.CreateUnbounded<Taken>();
    private readonly Channel<(MqttConnection Connection, DisconnectCause Cause)> ended = Channel.CreateUnbounded<(MqttConnection, DisconnectCause)>();
    private readonly Channel<(EndPoint? From, string Why)> refused = Channel.CreateUnbounded<(EndPoint?, string)>();

    public Func<ConnectRequest, ConnectDecision> Decide { get; set; } = request => ConnectDecision.Accept(request.UserName);

    public Func<string, TopicGrant> Grant { get; set; } = topic => new TopicGrant(Allowed: true, Route: topic);

    public Func<string, bool> MayHear { get; set; } = _ => true;

    public bool CompletesAtOnce { get; set; } = true;

    public int Resolved { get; private set; }

    public Task<Taken> NextAsync() => taken.Reader.ReadAsync().AsTask().Expect("a message at the application");

    public Task<(MqttConnection Connection, DisconnectCause Cause)> NextEndAsync() => ended.Reader.ReadAsync().AsTask().Expect("the end of a connection");

    public Task<(EndPoint? From, string Why)> NextRefusalAsync() => refused.Reader.ReadAsync().AsTask().Expect("a refusal");

    public bool HasRefusal => refused.Reader.TryPeek(out _);

    public bool HasMessage => taken.Reader.TryPeek(out _);

    public ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken ct) => new(Decide(request));

    public TopicGrant Resolve(MqttConnection connection, ReadOnlySpan<byte> topic)
    {
        Resolved++;
        return Grant(Encoding.UTF8.GetString(topic));
    }

    public bool MaySubscribe(MqttConnection connection, string filter) => MayHear(filter);

    public ValueTask<ReasonCode> PublishAsync(MqttConnection connection, object? route, in PublishView message)
    {
        var item = new Taken(connection, message.TopicText, Encoding.UTF8.GetString(message.Payload), message.QoS, message.IsWill, route);
        if (CompletesAtOnce)
        {
            item.Done.SetResult(ReasonCode.Success);
        }

        taken.Writer.TryWrite(item);
        return new(item.Done.Task);
    }

    public void Refused(EndPoint? from, string why) => refused.Writer.TryWrite((from, why));

    public void Disconnected(MqttConnection connection, DisconnectCause cause) => ended.Writer.TryWrite((connection, cause));
}
