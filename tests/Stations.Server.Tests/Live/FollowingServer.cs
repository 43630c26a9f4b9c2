using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;
using Stations.Grains;
using Stations.Journal;
using Stations.Journal.Postgres;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

/// <summary>A server's journal, grains and board. Among several it has a name and follows the others, step by step.</summary>
internal sealed class FollowingServer : IAsyncDisposable
{
    private readonly PostgresAddress? store;
    private readonly ManualClock clock;
    private readonly DeviceMessage message = new();
    private GrainHost host = null!;

    private FollowingServer(JournalOptions options, ManualClock clock)
    {
        (store, this.clock) = (options.Store, clock);
        Journal = new EventJournal(options, TimeProvider.System);
        Journal.Open();
        Shared = new SharedBoard(Board);
        Follower = Follow(store is null ? null : Journal.Ownership.Server);
    }

    public StationBoard Board { get; } = new();

    public SharedBoard Shared { get; }

    public EventJournal Journal { get; }

    public BoardFollower Follower { get; }

    public Unreadable Unreadable { get; } = new();

    public static async Task<FollowingServer> Start(JournalOptions options, ManualClock clock)
    {
        var server = new FollowingServer(options, clock);
        server.host = await GrainHost.Start(server.AddTo);
        return server;
    }

    public static JournalOptions OnDatabase(string database, string name) =>
        PostgresAddress.TryParse(database, out var address, out _) ? new("unused") { Store = address, Server = name } : throw new ArgumentException(database, nameof(database));

    /// <summary>A follower of this board that does not read the journal of <paramref name="except"/>.</summary>
    public BoardFollower Follow(int? except) => new(
        new Lazy<JournalReader>(() => new JournalReader(store!, except)), _ => { }, Board, Shared, clock, NullLogger<BoardFollower>.Instance);

    public Device? Shown(string device) => Board.Shown(device);

    /// <summary>What the board shows of the station, without the number of its changes.</summary>
    public StationSummary? Sum(StationId station) => Board.Find(station) is { } item ? item.Picture.Summary with { Sequence = 0 } : null;

    public void Catch()
    {
        for (var looks = 0; Follower.Follow(); looks++)
        {
            Assert.True(looks < 100, "There is always more to follow.");
        }
    }

    /// <summary>Its grains leave, as when their devices are called elsewhere; the next call wakes them anew.</summary>
    public Task LetGo() => host.LetGo();

    public async Task Born(string device, long seq, StationId station, DeviceKind kind = DeviceKind.WaterCooler, params Sample[] samples)
    {
        Assert.True(DeviceId.TryParse(device, out var id));
        var info = new DeviceInfo(id, kind, station, "1号", kind == DeviceKind.ChargingCabinet ? 2 : 0, null);
        Assert.Equal(OutcomeKind.Applied, (await Grain(device).Born(new DeviceBirth(info, Bytes(seq, full: true, samples))).AsTask().Within("the birth")).Kind);
    }

    public async Task Report(string device, long seq, params Sample[] samples)
    {
        message.Set(Verb.Tele, isPromised: true, Bytes(seq, full: false, samples));
        Assert.Equal(OutcomeKind.Applied, (await Grain(device).Observe(message).AsTask().Within("the report")).Kind);
    }

    public Task Describe(StationInfo station) =>
        host.Grains.GetGrain<IStationGrain>(station.Id.ToString()).Describe(station).AsTask().Within("the description");

    public IDeviceGrain Grain(string device) => host.Grains.GetGrain<IDeviceGrain>(device);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Follower.Dispose();
        await Journal.DisposeAsync();
    }

    private byte[] Bytes(long seq, bool full, Sample[] samples)
    {
        var bytes = new ArrayBufferWriter<byte>();
        EnvelopeWriter.Write(bytes, "boot-1", seq, clock.NowMilliseconds(), samples, full: full);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The journal outlives the grains.</summary>
    private void AddTo(IServiceCollection services) => services
        .AddSingleton<TimeProvider>(clock)
        .AddSingleton(new Unsaved())
        .AddSingleton(Unreadable)
        .AddSingleton(new Firmwares(AdapterBook.None))
        .AddSingleton<ILiveFeed>(store is null ? Board : Shared)
        .AddSingleton(Silence.Default)
        .AddSingleton(RuleBook.Default)
        .AddSingleton(TrustLimits.Default)
        .AddSingleton(Journal)
        .AddKeyedSingleton<IGrainStorage, JournalStorage>(StorageNames.Journal);
}
