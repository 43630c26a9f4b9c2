using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Local;
using Orleans.Storage;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;
using Stations.Tests.Journal;

namespace Stations.Tests.Simulation;

/// <summary>One process: the real grains and the real journal, on a store, a clock and a queue of turns that are the simulation's.</summary>
internal sealed partial class Server : ILiveFeed
{
    private static readonly TimeSpan IdleAge = TimeSpan.FromSeconds(20);

    private readonly TurnQueue turns = new();
    private readonly Witness witness;
    private readonly ServiceProvider services;
    private readonly EventJournal journal;
    private readonly Unsaved unsaved = new();
    private readonly ManualClock clock;
    private Task checkpoint = Task.CompletedTask;

    public Server(StoreImage image, ManualClock clock, Witness witness)
    {
        (this.clock, this.witness) = (clock, witness);
        Store = new SimulatedStore(image, witness);
        journal = new EventJournal(new JournalOptions("") { Stepped = true, StoreOverride = () => Store }, clock);
        services = Services();
        Grains = services.GetRequiredService<IGrainFactory>();
    }

    public SimulatedStore Store { get; }

    public Dictionary<string, Device> Board { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, StationSummary> Stations { get; } = new(StringComparer.Ordinal);

    public long Committed => journal.Committed;

    /// <summary>Messages that wait for their answer.</summary>
    public int Waiting { get; private set; }

    private IGrainFactory Grains { get; }

    /// <summary>As the server's own recovery does it, one key after the other. From here on the caller's thread is this process.</summary>
    public void Start()
    {
        SynchronizationContext.SetSynchronizationContext(turns);
        InlineContinuations.Allow();
        journal.Open();
        services.GetRequiredService<IHostedService>().StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        foreach (var recovered in journal.LoadAll())
        {
            if (recovered.Records.Count > 0)
            {
                unsaved.Add(recovered.Key.Text());
            }

            if (DeviceSnapshot.Restore(recovered) is { } device)
            {
                Board[recovered.Key.Text()] = device;
                Watch(Grains.GetGrain<IStationGrain>(device.Info.Station.ToString()).DeviceChanged(recovered.Key.Text(), Contribution.Of(device)));
            }
        }
    }

    /// <summary>The process is gone. What its store had made durable is all that is left.</summary>
    public StoreImage Kill()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        InlineContinuations.Forbid();
        var left = Store.Die();
        journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
        services.Dispose();
        return left;
    }

    public bool RunTurn(Random random) => turns.RunOne(random);

    /// <summary>One try to commit.</summary>
    public bool Step(Fate fate)
    {
        Store.Next = fate;
        return journal.Step();
    }

    void ILiveFeed.Show(Device device)
    {
        if (!Store.IsDead)
        {
            witness.Shown(Board.GetValueOrDefault(device.Info.Id.ToString()), device, isWarning: false, Committed);
            Board[device.Info.Id.ToString()] = device;
        }
    }

    public Device? Shown(string device) => Board.GetValueOrDefault(device);

    void ILiveFeed.Warn(Device device)
    {
        if (!Store.IsDead)
        {
            witness.Shown(Board.GetValueOrDefault(device.Info.Id.ToString()), device, isWarning: true, Committed);
            Board[device.Info.Id.ToString()] = device;
        }
    }

    public IEnumerable<Device> At(StationId station) => Board.Values.Where(device => device.Info.Station == station);

    void ILiveFeed.Show(StationInfo station, StationSummary summary) => Stations[station.Id.ToString()] = summary;

    void ILiveFeed.Show(StationId station, Ticket[] tickets)
    {
        // Nothing is reported here.
    }

    private ServiceProvider Services()
    {
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddSingleton(journal);
        collection.AddSingleton(unsaved);
        collection.AddSingleton(new Unreadable());
        collection.AddSingleton(new Firmwares(AdapterBook.None));
        collection.AddSingleton<ILiveFeed>(this);
        collection.AddSingleton(Silence.Default);
        collection.AddSingleton(RuleBook.Default);
        collection.AddSingleton(HoldTerms.Default);
        collection.AddSingleton(TrustLimits.Default);
        collection.AddSingleton(new Enrolment(Auto: true));
        collection.AddSingleton<ILoggerProvider>(witness);
        collection.AddKeyedSingleton<IGrainStorage, JournalStorage>(StorageNames.Journal);
        collection.AddLocalGrains(options =>
        {
            options.Assemblies.Add(typeof(DeviceGrain).Assembly);
            options.Dispatch = turns.Add;
            (options.IdleAge, options.SweepPeriod) = (IdleAge, IdleAge / 4);
        });
        return collection.BuildServiceProvider();
    }
}
