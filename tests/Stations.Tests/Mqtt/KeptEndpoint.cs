using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

/// <summary>An endpoint with a store. It can crash: then another one goes on with what was durable.</summary>
internal sealed class KeptEndpoint : IAsyncDisposable
{
    private readonly List<EndpointHost> hosts = [];
    private readonly MqttLimits limits;

    public KeptEndpoint(MqttLimits? limits = null)
    {
        this.limits = limits ?? new MqttLimits();
        Start();
    }

    public ManualClock Clock { get; } = new();

    public TestStore Store { get; private set; } = new();

    /// <summary>The one that lives.</summary>
    public EndpointHost Host => hosts[^1];

    public static ConnectPacket Persistent(string clientId, MqttVersion version, uint expirySeconds = 600, Will? will = null) => new(clientId)
    {
        Version = version,
        CleanStart = false,
        Will = will,
        KeepAliveSeconds = 10,
        Properties = new MqttProperties { { PropertyId.SessionExpiryInterval, expirySeconds } },
    };

    public void Crash()
    {
        Store = Store.Crash();
        Start();
    }

    /// <summary>A bare connection that has got its CONNACK.</summary>
    public async Task<RawClient> EnterAsync(ConnectPacket connect, bool expectSession)
    {
        var raw = await Host.RawAsync();
        await raw.SendAsync(connect, connect.Version);
        byte[] answer = await raw.ReadAsync();
        Assert.Equal((PacketType.ConnAck, 0, expectSession), ((PacketType)(answer[0] >> 4), answer[3], answer[2] == 1));
        return raw;
    }

    public Task<RawClient> EnterAsync(string clientId, MqttVersion version, bool expectSession = true) => EnterAsync(Persistent(clientId, version), expectSession);

    /// <summary>A client of ours in a kept session.</summary>
    public Task<TestClient> ConnectAsync(string clientId, MqttVersion version = MqttVersion.V50, uint expirySeconds = 600, Will? will = null) =>
        Host.ConnectAsync(clientId, version, options => options with { CleanStart = false, SessionExpirySeconds = expirySeconds, Will = will });

    /// <summary>A session with one subscription whose client is not there.</summary>
    public async Task SubscribeAndLeaveAsync(string clientId, string filter, QoS qos = QoS.AtLeastOnce, MqttVersion version = MqttVersion.V50)
    {
        var client = await ConnectAsync(clientId, version);
        await client.SubscribeAsync(filter, qos);
        await LeaveAsync(client);
    }

    public async Task LeaveAsync(TestClient client)
    {
        await client.Mqtt.DisconnectAsync().Expect("the client's end");
        await Host.Application.NextEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    private void Start() => hosts.Add(new EndpointHost(limits, store: Store, clock: Clock));
}
