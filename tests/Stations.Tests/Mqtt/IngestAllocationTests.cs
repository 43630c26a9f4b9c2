using System.Net;
using System.Threading.Tasks.Sources;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Mqtt.Wire;
using Stations.Tests.Mqtt.Hostile;

namespace Stations.Tests.Mqtt;

/// <summary>From the bytes that arrive over the application to the bytes of the acknowledgement, once all is warm.</summary>
public sealed class IngestAllocationTests
{
    private const int Messages = 1_000;

    /// <summary>More than one packet in a read, as gateways send.</summary>
    private const int Together = 8;

    [Theory]
    [InlineData(QoS.AtMostOnce, MqttVersion.V311, true)]
    [InlineData(QoS.AtMostOnce, MqttVersion.V50, true)]
    [InlineData(QoS.AtLeastOnce, MqttVersion.V311, true)]
    [InlineData(QoS.AtLeastOnce, MqttVersion.V50, true)]
    [InlineData(QoS.AtMostOnce, MqttVersion.V311, false)]
    [InlineData(QoS.AtLeastOnce, MqttVersion.V311, false)]
    [InlineData(QoS.AtLeastOnce, MqttVersion.V50, false)]
    public async Task A_message_allocates_nothing(QoS qos, MqttVersion version, bool isTakenAtOnce)
    {
        var application = new PatientApplication { TakesAtOnce = isTakenAtOnce };
        await using var endpoint = new MqttEndpoint(application, new MqttEndpointOptions { Clock = new ManualClock() });
        await using var peer = new MemoryPeer();
        var serving = endpoint.ServeAsync(peer, remoteEndPoint: null);
        peer.Feed(PacketSamples.Encode(new ConnectPacket("d") { Version = version }, version));
        byte[] one = RawClient.Publish("a/b", qos, 1, version, "{\"t\":21.5}");
        byte[] some = [.. Enumerable.Range(1, Together).SelectMany(id => RawClient.Publish("a/b", qos, (ushort)id, version, "{\"t\":21.5}"))];
        peer.Take();
        var answers = Exchange(application, peer, one, some);
        var before = GC.GetAllocatedBytesForCurrentThread();
        answers += Exchange(application, peer, one, some);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
        Assert.Equal(2 * Messages * (1 + Together), application.Taken);
        Assert.Equal(qos == QoS.AtMostOnce ? 0 : 4 * application.Taken, answers);
        peer.End();
        await serving.Expect("the end of the connection");
    }

    private static int Exchange(PatientApplication application, MemoryPeer peer, byte[] one, byte[] some)
    {
        var answers = 0;
        for (var round = 0; round < Messages; round++)
        {
            peer.Feed(one);
            application.Complete();
            peer.Feed(some);
            application.Complete();
            answers += peer.Take().Length;
        }

        return answers;
    }

    /// <summary>Takes messages at once or, as a journal does, some together a little later; allocates nothing itself.</summary>
    private sealed class PatientApplication : IMqttApplication
    {
        private readonly Promise[] promises = [.. Enumerable.Range(0, Together).Select(_ => new Promise())];
        private int open;

        public required bool TakesAtOnce { get; init; }

        public int Taken { get; private set; }

        public ValueTask<ConnectDecision> ConnectAsync(ConnectRequest request, CancellationToken ct) => new(ConnectDecision.Accept());

        public TopicGrant Resolve(MqttConnection connection, ReadOnlySpan<byte> topic) => new(Allowed: true, Route: this);

        public bool MaySubscribe(MqttConnection connection, string filter) => true;

        public ValueTask<ReasonCode> PublishAsync(MqttConnection connection, object? route, in PublishView message)
        {
            Taken++;
            return TakesAtOnce ? new(ReasonCode.Success) : promises[open++].Make();
        }

        public void Complete()
        {
            using var batch = MqttBatch.Begin();
            for (var number = 0; number < open; number++)
            {
                promises[number].Keep();
            }

            open = 0;
        }

        public void Refused(EndPoint? from, string why)
        {
        }

        public void Disconnected(MqttConnection connection, DisconnectCause cause)
        {
        }
    }

    private sealed class Promise : IValueTaskSource<ReasonCode>
    {
        private ManualResetValueTaskSourceCore<ReasonCode> core;

        public ValueTask<ReasonCode> Make()
        {
            core.Reset();
            return new(this, core.Version);
        }

        public void Keep() => core.SetResult(ReasonCode.Success);

        public ReasonCode GetResult(short token) => core.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => core.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            core.OnCompleted(continuation, state, token, flags);
    }
}
