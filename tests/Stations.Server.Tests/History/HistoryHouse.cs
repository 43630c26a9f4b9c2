using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Stations.Grains;
using Stations.Journal;
using Stations.Journal.History;
using Stations.Model;
using Stations.Model.History;
using Stations.Protocol;
using Stations.Server.Api;
using Stations.Server.History;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Server.Tests.History;

/// <summary>A real journal and a real history in a folder of their own, and a clock that is moved by hand. Begins at 08:00 UTC.</summary>
internal sealed class HistoryHouse : IAsyncDisposable
{
    public const string Cooler = "d1:gw:c1";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-history-");
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Retention retention;
    private EventJournal journal = null!;
    private SqliteHistory store = null!;

    private HistoryHouse(Retention retention) => this.retention = retention;

    public ManualClock Clock { get; } = new();

    public StationBoard Board { get; } = new();

    public EventJournal Journal => journal;

    public SqliteHistory Store => store;

    public HistoryFollower Follower { get; private set; } = null!;

    public HistoryReader Reader { get; private set; } = null!;

    public EventsReader Events { get; private set; } = null!;

    public long Now => Clock.NowMilliseconds();

    public static async Task<HistoryHouse> Open(Retention? retention = null)
    {
        var house = new HistoryHouse(retention ?? Retention.Default);
        await house.Begin();
        return house;
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        await services.DisposeAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>What was in memory alone is gone.</summary>
    public async Task Restart()
    {
        await End();
        await Begin();
    }

    /// <summary>Appends a device's message as its grain decided it; the last position is durable when this completes.</summary>
    public async Task<long> Tell(DeviceRecord.RecordKind kind, byte[] payload, string device = Cooler, long? at = null, params Fact[] facts)
    {
        var appended = Append(kind, payload, device, at ?? Now, facts);
        await appended.Committed.AsTask().Within($"record {appended.Position}");
        return appended.Position;
    }

    /// <summary>Many live messages in few commits.</summary>
    public async Task TellMany(IEnumerable<(long At, byte[] Payload)> messages)
    {
        foreach (var appended in messages.Select(message => Append(DeviceRecord.RecordKind.Message, message.Payload, Cooler, message.At, [])).ToList())
        {
            await appended.Committed.AsTask().Within($"record {appended.Position}");
        }
    }

    public Task<long> Report(long seq, string fields, string device = Cooler) => Tell(DeviceRecord.RecordKind.Message, Envelope(seq, Now, fields), device);

    public static byte[] Envelope(long seq, long ts, string fields, bool historic = false, string boot = "b1") => Encoding.UTF8.GetBytes(
        $$$"""{"v":1,"boot":"{{{boot}}}","seq":{{{seq}}},"ts":{{{ts}}},{{{(historic ? "\"hist\":true," : "")}}}"d":{ {{{fields}}} }}""");

    /// <summary>The follower has read what was committed before.</summary>
    public async Task Beat()
    {
        await Idle();
        Clock.Advance(HistoryFollower.Beat);
        await Idle();
    }

    /// <summary>Moves the clock, and waits until the follower has nothing left to do.</summary>
    public async Task Pass(TimeSpan time)
    {
        // What was told is followed before the time comes to move it.
        await Beat();
        Clock.Advance(time);
        await Idle();

        // Whoever looked at the clock while it moved looks again.
        Clock.Advance(HistoryFollower.KeepingBeat);
        await Idle();
    }

    /// <summary>All hours are over and rolled up.</summary>
    public async Task RollUp()
    {
        await Pass(HistoryFollower.LongestInMemory);
        await Pass(TimeSpan.FromHours(1) + Upkeep.Settled);
        await Pass(Upkeep.Period);
    }

    /// <summary>Another tool at work on the file; it holds what it took until it is disposed of.</summary>
    public async Task<SqliteConnection> Tool(string sql)
    {
        var tool = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "history.db")};Pooling=False");
        await tool.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = tool.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return tool;
    }

    /// <summary>All pages of the answer, as people might write it.</summary>
    public List<string> Ask(string field, Resolution? resolution, long from, long to, Zone? zone = null, string device = Cooler) =>
        Points(field, resolution, from, to, zone, device).ConvertAll(Text);

    /// <summary>All that was told until now, in this resolution.</summary>
    public List<string> Ask(string field, Resolution resolution) => Points(field, resolution).ConvertAll(Text);

    public List<PointView> Points(string field, Resolution resolution) => Points(field, resolution, Now - 8 * 86_400_000, Now + 3_600_000);

    private List<PointView> Points(string field, Resolution? resolution, long from, long to, Zone? zone = null, string device = Cooler)
    {
        Assert.True(FieldName.TryParse(field, out var name));
        var points = new List<PointView>();
        HistoryCursor? cursor = null;
        do
        {
            var answer = new HistoryQuestion(name, resolution, from, to, cursor).Answer(device, zone ?? Zone.Default, Reader, Follower.AsOf);
            Assert.InRange(answer.Points.Count, 0, HistoryQuestion.MostPoints);
            points.AddRange(answer.Points);
            cursor = answer.Next is { } next && Page.TryReadCursor(next, out var text) && HistoryCursor.TryParse(text, out var parsed) ? parsed : null;
        }
        while (cursor is not null);
        return points;
    }

    private static string Text(PointView point) => point.Count is null
        ? $"{point.T:HH:mm:ss} {point.V?.ToJsonString() ?? "-"}"
        : FormattableString.Invariant($"{point.T:MM-dd HH:mm} {point.Min}..{point.Max} mean {point.Mean:0.###} last {point.Last} of {point.Count}");

    private Appended Append(DeviceRecord.RecordKind kind, byte[] payload, string device, long at, Fact[] facts)
    {
        var record = new byte[DeviceRecord.UsualBytes];
        var length = DeviceRecord.Write(record, kind, at, facts, payload);
        return journal.Append(Encoding.ASCII.GetBytes(device), record.AsSpan(0, length));
    }

    private async Task Idle()
    {
        await Clock.Armed(HistoryFollower.Beat).Within("the follower to be done");
        await Clock.Armed(HistoryFollower.KeepingBeat).Within("the history to be kept");
    }

    private async Task Begin()
    {
        journal = new EventJournal(new JournalOptions(folder.FullName), Clock);
        journal.Open();
        store = new SqliteHistory(Path.Combine(folder.FullName, "history.db"));
        var metrics = new HistoryMetrics(services.GetRequiredService<IMeterFactory>());
        var raw = new RawHours(store, metrics, NullLogger<RawHours>.Instance);
        Follower = new HistoryFollower(
            journal, store, Board, new Upkeep(store, raw, retention, Clock, metrics), retention, Clock, metrics, NullLogger<HistoryFollower>.Instance);
        Reader = new HistoryReader(store, raw, Follower, Clock);
        Events = new EventsReader(store, Follower);
        await Follower.StartAsync(CancellationToken.None);
        await Idle();
    }

    private async Task End()
    {
        await Follower.StopAsync(CancellationToken.None).Within("the follower's end");
        Follower.Dispose();
        store.Dispose();
        await journal.DisposeAsync();
    }
}
