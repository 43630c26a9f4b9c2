using System.Net;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt.Hostile;

/// <summary>
/// From one seed: some clients that send packets by the grammar, against it and at random, take each other's place, stop reading and go, and
/// one who behaves. An endpoint without sockets serves them all on this thread, as far as it does not need another.
/// </summary>
internal sealed class HostileLives
{
    public const int Packets = 100;

    private const int MostOpen = 4;
    private const int Rounds = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly MqttLimits Limits = new()
    {
        FiltersPerClient = 5, Subscriptions = 12, RetainedMessages = 6, RetainedPerClient = 4,
        QueuedMessages = 8, PendingPerConnection = 8, OutputBytes = 4096, OutputTotal = 16 * 1024, CachedTopics = 3, TopicAliases = 3, Sessions = 5,
    };

    [ThreadStatic]
    private static byte[]? scratch;

    private readonly int seed;
    private readonly Random random;
    private readonly PacketMaker valid;
    private readonly PacketMaker odd;
    private readonly byte[] bytes = scratch ??= new byte[PacketMaker.MostBytes];
    private readonly ManualClock clock = new();
    private readonly HostileApplication application;
    private readonly MqttEndpoint endpoint;
    private readonly List<Life> open = [];
    private readonly List<Life> all = [];

    public HostileLives(int seed, bool hasBug = false)
    {
        (this.seed, random) = (seed, new Random(seed));
        (valid, odd) = (new(random, oddPerMille: 0), new(random, oddPerMille: random.Next(1, 60)));
        application = new HostileApplication { Throws = hasBug };
        endpoint = new MqttEndpoint(application, new MqttEndpointOptions { Limits = Limits, Clock = clock });
    }

    /// <exception cref="InvalidOperationException">Something gave way; names the seed.</exception>
    public void Run()
    {
        var healthy = Begin(MqttVersion.V311);
        Feed(healthy, "100F00044D5154540402000000036F6B21");
        for (var packet = 0; packet < Packets; packet++)
        {
            if (open.Count == 0 || (open.Count < MostOpen && random.Next(10) == 0))
            {
                open.Add(Begin(random.Next(2) == 0 ? MqttVersion.V311 : MqttVersion.V50));
                Greet(open[^1]);
            }

            Act(open[random.Next(open.Count)]);
            open.RemoveAll(life => life.Task.IsCompleted);
        }

        // A message of the healthy one, acknowledged as ever.
        healthy.Peer.Take();
        Feed(healthy, "3207 0001 6D 0007 2121");
        Check(healthy.Peer.Take().IndexOf(Convert.FromHexString("40020007")) >= 0, "the healthy client got no acknowledgement");
        open.ForEach(life => life.Peer.End());
        healthy.Peer.End();
        Finish();
    }

    private void Act(Life life)
    {
        switch (random.Next(40))
        {
            case 0:
                life.Peer.End();
                break;
            case 1:
                life.Peer.Stall();
                break;
            case 2:
                life.Peer.Resume();
                break;
            case 3:
                clock.Advance(TimeSpan.FromSeconds(random.Next(100)));
                endpoint.Sweep();
                break;
            case 4 or 5:
                application.Complete(random);
                break;
        }

        var length = Make(life.Version);
        var cut = random.Next(6) == 0 ? random.Next(length + 1) : length;
        life.Peer.Feed(bytes.AsSpan(0, cut));
        if (cut < length)
        {
            life.Peer.Feed(bytes.AsSpan(cut..length));
        }

        CheckWritten(life);
    }

    /// <summary>Half as the grammar has it, some of it against the grammar, some of either changed blindly.</summary>
    private int Make(MqttVersion version)
    {
        var type = (PacketType)(random.Next(3) == 0 ? random.Next(1, 16) : random.Next(3, 13));
        var made = (random.Next(2) == 0 ? valid : odd).Make(type, version);
        made.CopyTo(bytes);
        return random.Next(5) == 0 ? Mutation.Apply(bytes, made.Length, random) : made.Length;
    }

    private Life Begin(MqttVersion version)
    {
        var peer = new MemoryPeer();
        var connection = new MqttConnection(endpoint, peer, new IPEndPoint(IPAddress.Loopback, 1));
        var life = new Life(peer, connection, version, endpoint.ServeAsync(connection));
        all.Add(life);
        return life;
    }

    private void Greet(Life life)
    {
        var made = (random.Next(8) == 0 ? odd : valid).Make(PacketType.Connect, life.Version);
        life.Peer.Feed(made);
    }

    private static void Feed(Life life, string hex) => life.Peer.Feed(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    /// <summary>The server keeps to the grammar too.</summary>
    private void CheckWritten(Life life)
    {
        var written = life.Peer.Take();
        var at = 0;
        while (at < written.Length)
        {
            var packet = MqttCodec.Parse(written[at..], life.Connection.Version, MqttCodec.LargestPacket);
            Check(packet.Status == ParseStatus.Parsed, $"the server wrote {Convert.ToHexString(written[at..])}: {packet.Problem}");
            at += packet.Length;
        }
    }

    private void Finish()
    {
        foreach (var life in all)
        {
            life.Peer.Resume();
        }

        // What is completed lets a connection read on, and its next messages wait in their turn.
        var ended = Task.WhenAll(all.Select(life => life.Task));
        for (var round = 0; round < Rounds && !ended.IsCompleted; round++)
        {
            application.Complete(random);
            ended.Wait(Patience / Rounds);
        }

        Check(ended.IsCompletedSuccessfully, "a connection did not end");
        all.ForEach(CheckWritten);
        foreach (var life in all.Where(life => life.Connection.Cause is { Exception: { } error }))
        {
            throw new InvalidOperationException($"Seed {seed}: {life.Connection.Cause!.Exception}");
        }

        Check(endpoint.DisposeAsync().AsTask().Wait(Patience), "the endpoint did not stop");
    }

    private void Check(bool holds, string problem)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"Seed {seed}: {problem}.");
        }
    }

    private sealed record Life(MemoryPeer Peer, MqttConnection Connection, MqttVersion Version, Task Task);
}
