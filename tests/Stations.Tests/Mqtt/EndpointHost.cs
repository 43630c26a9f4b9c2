using System.Diagnostics.Metrics;
using System.Net;
using System.Threading.Channels;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

/// <summary>A running endpoint on a free port of the loopback, with its application and its clock.</summary>
internal sealed class EndpointHost : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> clients = [];
    private readonly MeterListener listener = new();
    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    public EndpointHost(MqttLimits? limits = null, TestApplication? application = null, TestStore? store = null, ManualClock? clock = null, Func<MqttEndpointOptions, MqttEndpointOptions>? change = null)
    {
        Application = application ?? new TestApplication();
        Clock = clock ?? new ManualClock();
        var options = new MqttEndpointOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Limits = limits ?? new MqttLimits(),
            Clock = Clock,
            Store = store,
        };
        Endpoint = new MqttEndpoint(Application, change?.Invoke(options) ?? options);
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == Endpoint.Counters.Meter)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument.Name, tags, value));
        listener.Start();
        Unreadable = [.. (store?.Kept ?? []).Where(kept => !Endpoint.Restore(kept)).Select(kept => kept.Id)];
        Endpoint.Start();
    }

    public TestApplication Application { get; }

    public ManualClock Clock { get; }

    /// <summary>What the store had kept and the endpoint could not read.</summary>
    public IReadOnlyList<string> Unreadable { get; }

    public MqttEndpoint Endpoint { get; }

    public int Port => Endpoint.LocalEndPoint.Port;

    public static TheoryData<MqttVersion> Versions() => [MqttVersion.V311, MqttVersion.V50];

    /// <summary>What the instrument has counted so far under this reason ("" without one).</summary>
    public long Counted(string instrument, string reason = "")
    {
        lock (counts)
        {
            return counts.GetValueOrDefault($"{instrument}/{reason}");
        }
    }

    public async Task<TestClient> ConnectAsync(string clientId, MqttVersion version = MqttVersion.V50, Func<MqttClientOptions, MqttClientOptions>? change = null)
    {
        var inbox = Channel.CreateUnbounded<MqttMessage>();
        var options = new MqttClientOptions
        {
            Port = Port,
            ClientId = clientId,
            Version = version,
            KeepAliveSeconds = 0,
            OnMessage = message => inbox.Writer.WriteAsync(message),
        };
        var client = await MqttClient.ConnectAsync(change?.Invoke(options) ?? options).Expect($"CONNACK for {clientId}");
        clients.Add(client);
        return new TestClient(client, inbox.Reader);
    }

    public async Task<RawClient> RawAsync()
    {
        var raw = await RawClient.ConnectAsync(Port);
        clients.Add(raw);
        return raw;
    }

    /// <summary>Lets the endpoint's time pass until <paramref name="task"/> is done; its own patience bounds the wait.</summary>
    public async Task AdvanceUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await task;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients)
        {
            await client.DisposeAsync().AsTask().Expect("the end of a client");
        }

        await Endpoint.DisposeAsync().AsTask().Expect("the endpoint's stop");
        listener.Dispose();
    }

    private void Count(string instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags, long value)
    {
        string key = $"{instrument}/{(tags.Length > 0 ? tags[0].Value : "")}";
        lock (counts)
        {
            counts[key] = counts.GetValueOrDefault(key) + value;
        }
    }
}

/// <summary>A client and the messages it has got.</summary>
internal sealed record TestClient(MqttClient Mqtt, ChannelReader<MqttMessage> Inbox)
{
    public async Task<string> NextAsync()
    {
        var message = await NextMessageAsync();
        return System.Text.Encoding.UTF8.GetString(message.Payload.Span);
    }

    public Task<MqttMessage> NextMessageAsync() => Inbox.ReadAsync().AsTask().Expect($"a message at {Mqtt.ClientId}");

    public Task<ReasonCode> PublishAsync(string topic, string payload, QoS qos = QoS.AtLeastOnce, bool retain = false, MqttProperties? properties = null) =>
        Mqtt.PublishAsync(topic, System.Text.Encoding.UTF8.GetBytes(payload), qos, retain, properties).Expect($"the acknowledgement of {topic}");

    public Task<ReasonCode> SubscribeAsync(string filter, QoS qos = QoS.AtLeastOnce) => Mqtt.SubscribeAsync(filter, qos).Expect($"SUBACK for {filter}");

    /// <summary>Everything sent to this client before now has arrived when this returns.</summary>
    public async Task<List<string>> DrainAsync()
    {
        string fence = $"fence/{Mqtt.ClientId}";
        await SubscribeAsync(fence);
        await PublishAsync(fence, "fence");
        var texts = new List<string>();
        while (await NextAsync() is var text && text is not "fence")
        {
            texts.Add(text);
        }

        return texts;
    }
}
