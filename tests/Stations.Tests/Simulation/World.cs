namespace Stations.Tests.Simulation;

/// <summary>
/// From one seed: nodes, a network that loses, repeats and reorders, a clock, a store that fails, and a server that is killed. The same
/// seed does the same things in the same order.
/// </summary>
internal sealed partial class World
{
    public static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(5);

    private const int LongestRest = 20_000;

    private readonly int seed;
    private readonly Random random;
    private readonly Witness witness = new();
    private readonly ManualClock clock = new();
    private readonly List<SimulatedNode> nodes = [];
    private readonly List<Packet> wills = [];
    private readonly List<(Packet Packet, int Session)> answers = [];
    private readonly int refusals;
    private Server server;

    /// <param name="riders">Who hold slots and wait for them.</param>
    /// <param name="acknowledgesEarly">Plants a bug: see <see cref="SimulatedStore.AcknowledgesEarly"/>.</param>
    public World(int seed, int riders = 0, bool acknowledgesEarly = false)
    {
        (this.seed, random, AcknowledgesEarly) = (seed, new Random(seed), acknowledgesEarly);
        this.riders = [.. Enumerable.Range(1, riders).Select(number => new SimulatedRider($"r{number}"))];
        refusals = random.Next(3) * 20;
        for (var number = random.Next(1, 4); number > 0; number--)
        {
            nodes.Add(new SimulatedNode($"n{number}", random.Next(1, 3), keepsOrder: random.Next(2) == 0, random, witness));
            nodes[^1].Reboot(keepsOutbox: false);
        }

        server = Start(new StoreImage());
    }

    private bool AcknowledgesEarly { get; }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Lives the seed and returns its trace.</summary>
    /// <exception cref="InvalidOperationException">A promise was broken: the seed, everything that happened, and what was found.</exception>
    public ulong Run()
    {
        for (var act = random.Next(100, 500); act > 0 && witness.Broken is null; act--)
        {
            Act();
        }

        Rest();
        server.Kill();
        return witness.Broken is null ? witness.Trace : throw new InvalidOperationException($"Seed {seed}: {witness.Broken}\n{witness.Story}");
    }

    private Server Start(StoreImage image)
    {
        var started = new Server(image, clock, witness);
        started.Store.AcknowledgesEarly = AcknowledgesEarly;
        started.Start();
        return started;
    }

    private void Act()
    {
        if (riders.Length > 0 && random.Next(3) == 0)
        {
            Ride();
            return;
        }

        switch (random.Next(100))
        {
            case < 22:
                Deliver();
                break;
            case < 36:
                One(nodes).Live(Now);
                break;
            case < 56:
                server.RunTurn(random);
                break;
            case < 70:
                server.Step(random.Next(100) < refusals ? (Fate)random.Next(1, 4) : Fate.Lands);
                break;
            case < 80:
                TakeAnswer();
                break;
            case < 84:
                Pass(TimeSpan.FromMilliseconds(random.Next(1, 4_000)));
                break;
            case < 85:
                Pass(TimeSpan.FromSeconds(random.Next(30, 120)));
                break;
            case < 92:
                Connection(One(nodes));
                break;
            case < 94:
                DeliverWill();
                break;
            case < 96:
                witness.Tell("checkpoint");
                server.Checkpoint();
                break;
            case < 97:
                Crash();
                break;
            default:
                Rest();
                break;
        }
    }

    /// <summary>Time passes, and the server compares its devices with the clock as often as it should.</summary>
    private void Pass(TimeSpan time)
    {
        witness.Tell($"{time} pass");
        for (; time > TimeSpan.Zero; time -= SweepPeriod)
        {
            clock.Advance(time < SweepPeriod ? time : SweepPeriod);
            server.Sweep();
        }
    }

    private void Crash()
    {
        witness.Tell("the server is killed");
        if (random.Next(2) == 0)
        {
            server.Step((Fate)random.Next(1, 4));
        }

        var left = server.Kill();
        answers.Clear();
        witness.NobodyLeaves();
        nodes.ForEach(node => node.Disconnect());
        server = Start(left);
        witness.Recovered(server);
    }

    /// <summary>Nothing new comes, nothing fails, and everything under way comes to its end.</summary>
    private void Rest()
    {
        witness.Tell("rest");
        for (var left = LongestRest; server.RunTurn(random) || server.Step(Fate.Lands); left--)
        {
            if (left == 0)
            {
                witness.Breach("the server does not come to rest");
                return;
            }
        }

        server.Sweep();
        while (server.RunTurn(random) || server.Step(Fate.Lands))
        {
        }

        if (witness.Broken is null)
        {
            witness.AtRest(server, Now);
            LookAtQueue();
        }
    }

    private T One<T>(List<T> some) => some[random.Next(some.Count)];
}
