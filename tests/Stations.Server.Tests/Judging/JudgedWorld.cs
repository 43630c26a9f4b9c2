using DeviceSimulators;
using DeviceSimulators.Faults;
using DeviceSimulators.Judging;
using DeviceSimulators.Truth;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Stations.Grains;
using Stations.Journal;
using Stations.Protocol;
using Stations.Server.Ingest;
using Stations.Server.Live;
using Stations.Server.Operations;
using Stations.Server.Outbox;
using Stations.Tests;

namespace Stations.Server.Tests.Judging;

/// <summary>
/// Simulated districts under faults and the real server from the intake of messages to the frames of the live stream, on one thread and one clock that
/// both are handed: days pass in minutes, and a seed brings the same faults to the same lives. Only MQTT's packets are left out.
/// </summary>
internal sealed class JudgedWorld : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private const int SecondsPerCheckpoint = 3600;
    private const int SecondsPerProgress = 6 * 3600;

    private readonly ManualClock clock = new();
    private readonly TurnQueue turns = new();
    private readonly Random order;
    private readonly TimeSpan time;
    private readonly DirectoryInfo folder = OnMemory();
    private readonly ServiceProvider services;
    private readonly EventJournal journal;
    private readonly LiveFrames frames;
    private readonly Postman postman;
    private readonly StationBoard board;
    private readonly List<VirtualLine> lines = [];
    private readonly List<TruthLine> truth = [];
    private readonly Judge judge = new();
    private readonly Person person;
    private readonly List<Task> underWay = [];
    private long frame;

    public JudgedWorld(string[] districts, int seed, TimeSpan time, FaultScript[] scripts)
    {
        (this.time, order) = (time, new Random(seed));
        journal = new EventJournal(new JournalOptions(folder.FullName) { Stepped = true }, clock);
        services = JudgedServer.Services(clock, journal, turns, Complaints);
        board = services.GetRequiredService<StationBoard>();
        frames = services.GetRequiredService<LiveFrames>();
        postman = services.GetRequiredService<Postman>();
        person = new Person(services.GetRequiredService<IGrainFactory>(), board, underWay);

        var from = clock.GetUtcNow();
        var fleet = new Fleet(seed, from, from);
        VirtualNode[] nodes = [.. districts.SelectMany(id => fleet.Build(District.Load(id)))];
        var intake = services.GetRequiredService<Intake>();
        foreach (var node in nodes)
        {
            node.KeepsTruth = true;
            lines.Add(new VirtualLine(node, intake, Complaints, underWay));
        }

        var plan = FaultPlan.Of(scripts, seed, nodes, from, from + time);
        Faults = plan.Count;
        foreach (var fault in plan)
        {
            Array.Find(nodes, node => node.Id == fault.Node)!.Suffer(fault);
        }

        intake.Publish = said =>
        {
            lines.ForEach(line => line.Obey(said.Topic, said.Payload));
            return true;
        };
    }

    public int Faults { get; }

    /// <summary>What went wrong besides what riders were shown.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>So much time has been lived.</summary>
    public event Action<TimeSpan>? Passed;

    public Verdict Run()
    {
        SynchronizationContext.SetSynchronizationContext(turns);
        Engine.AllowInlineContinuations();
        try
        {
            journal.Open();
            services.GetRequiredService<IHostedService>().StartAsync(CancellationToken.None).GetAwaiter().GetResult();
            using var listener = frames.Listen();
            for (var second = 1; second <= time.TotalSeconds; second++)
            {
                Live(second);
            }

            return judge.Finish(clock.NowMilliseconds());
        }
        finally
        {
            Engine.ForbidInlineContinuations();
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    public void Dispose()
    {
        journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
        services.Dispose();
        folder.Delete(recursive: true);
    }

    private void Live(int second)
    {
        clock.Advance(Look);
        var now = clock.GetUtcNow();
        foreach (var line in lines)
        {
            line.Live(now);
            line.Node.TakeTruth(truth);
        }

        foreach (var one in truth)
        {
            judge.Take(one);
            person.Hear(one);
        }

        truth.Clear();
        Settle();
        underWay.Add(services.GetRequiredService<TimeSweep>().Look());
        person.Work(second, clock.NowMilliseconds());
        if (second % SecondsPerCheckpoint == 0)
        {
            underWay.Add(Checkpoint());
            Settle();
        }

        Settle();
        board.Alarms.Pass(clock.NowMilliseconds());
        Show();
        if (second % SecondsPerProgress == 0)
        {
            Passed?.Invoke(TimeSpan.FromSeconds(second));
        }
    }

    /// <summary>All that follows from this moment is done and durable.</summary>
    private void Settle()
    {
        var began = TimeProvider.System.GetTimestamp();
        do
        {
            while (turns.RunOne(order))
            {
            }

            postman.SendAll();
            if (!journal.Step() && turns.Count == 0)
            {
                Complaints.AddRange(underWay.Where(work => work.IsFaulted).Select(work => work.Exception!.ToString()));
                underWay.RemoveAll(work => work.IsCompleted);
                Assert.True(TimeProvider.System.GetElapsedTime(began) < Longest, $"{underWay.Count} calls are never answered");
                Thread.Yield();
            }
        }
        while (underWay.Count > 0 || turns.Count > 0);
    }

    /// <summary>What a rider with an open page gets.</summary>
    private void Show()
    {
        var now = clock.NowMilliseconds();
        while (frames.Cut())
        {
        }

        foreach (var news in frames.Since(frame) ?? throw new InvalidOperationException("Frames were forgotten."))
        {
            frame = news.Number;
            foreach (var change in news.Changes)
            {
                judge.See(now, StreamEvent.Read(change.Event, out _)!);
            }
        }

        judge.Pause(now);
    }

    private async Task Checkpoint()
    {
        var covered = journal.Committed;
        var grains = services.GetRequiredService<IGrainFactory>();
        await Task.WhenAll(services.GetRequiredService<Unsaved>().Take().Select(key => grains.GetGrain<IDeviceGrain>(key).Save().AsTask()));
        await journal.Checkpoint(covered, []);
    }

    /// <summary>Where there is a file system in memory: nobody cuts the power here.</summary>
    private static DirectoryInfo OnMemory()
    {
        const string memory = "/dev/shm";
        return Directory.Exists(memory) ? Directory.CreateDirectory(Path.Combine(memory, Path.GetRandomFileName())) : Directory.CreateTempSubdirectory("stations-");
    }
}
