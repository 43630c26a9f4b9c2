using System.Text;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

/// <summary>What a newer version wrote and this one cannot read: an update that is taken back.</summary>
public sealed class NewerVersionTests : IDisposable
{
    private const string Cooler = "d1:n1:c1";

    private static readonly byte[] Key = Encoding.ASCII.GetBytes(Cooler);

    private readonly ManualClock clock = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-newer-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(DeviceRecord.RecordKind.Act, """{"kind":"Impound","by":"ops"}""")]
    [InlineData(DeviceRecord.RecordKind.Report, """{"kind":"Filed","ticket":"T1","reason":"haunted"}""")]
    [InlineData(DeviceRecord.RecordKind.Hold, """[{"id":"a","state":"lent","slot":1}]""")]
    [InlineData(DeviceRecord.RecordKind.Command, """[{"move":"Postpone"}]""")]
    [InlineData(DeviceRecord.RecordKind.Config, """{"desired":{"version":1,"values":{"a":[1]},"by":"ops","at":1}}""")]
    public async Task A_record_that_cannot_be_read_closes_its_device_and_nothing_is_written_over_it(DeviceRecord.RecordKind kind, string says)
    {
        await Live();
        var kept = await Keep(journal => Append(journal, kind, says));

        await using (var server = await Start())
        {
            await IsClosed(server);
            await server.LetGo();
            await IsClosed(server);
        }

        Assert.Equal(kept, await Keep(_ => Task.CompletedTask));
    }

    [Fact]
    public async Task A_snapshot_that_cannot_be_read_closes_its_device_too()
    {
        var device = await Live();
        var written = DeviceSnapshot.Write(device with { Trust = new() { Tickets = [new("T1", 0, ReportReason.DoorStuck, null, [])] } });
        "door_blown"u8.CopyTo(written.AsSpan(written.AsSpan().IndexOf("door_stuck"u8)));
        var kept = await Keep(async journal => await journal.Save(new Snapshot(Key, await Append(journal, DeviceRecord.RecordKind.Facts, ""), written)));

        await using (var server = await Start())
        {
            await IsClosed(server);
        }

        Assert.Equal(kept, await Keep(_ => Task.CompletedTask));
    }

    [Fact]
    public async Task Its_neighbours_are_served_as_ever()
    {
        await Live();
        await Keep(journal => Append(journal, DeviceRecord.RecordKind.Act, """{"kind":"Impound","by":"ops"}"""));
        await using var server = await Start();
        await IsClosed(server);

        await server.Born("d1:n1:c2", 2, Samples.Station, samples: Sample.Of(Field.HotC, 92));
        await server.Report("d1:n1:c2", 3, Sample.Of(Field.HotC, 55));

        Assert.Equal(55, server.Shown("d1:n1:c2")!.Values.Number(Field.HotC));
        Assert.Equal(1, server.Unreadable.Count);
    }

    /// <summary>Whatever it is asked: nothing is shown, nothing is promised, and somebody is told what to do.</summary>
    private static async Task IsClosed(FollowingServer server)
    {
        var grain = server.Grain(Cooler);
        var message = new DeviceMessage();
        message.Set(Verb.Tele, isPromised: true, Envelope(4));
        var birth = new DeviceBirth(new(new("d1", "n1", "c1"), DeviceKind.WaterCooler, Samples.Station, "1号", 0, null), Envelope(5));

        Assert.Equal((OutcomeKind.Rejected, RejectReason.WrongVersion), Told(await grain.Observe(message).AsTask().Within("the message")));
        Assert.Equal((OutcomeKind.Rejected, RejectReason.WrongVersion), Told(await grain.Born(birth).AsTask().Within("the birth")));
        Assert.Equal(ActAnswer.NoSuchDevice, await grain.Act(new Act(ActKind.EndMaintenance, "ops")).AsTask().Within("the act"));
        await grain.CheckTime().AsTask().Within("the sweep");
        await grain.Save().AsTask().Within("the checkpoint");
        Assert.Null(server.Shown(Cooler));
        Assert.Contains(Cooler, server.Unreadable.Trouble, StringComparison.Ordinal);
        Assert.Contains("Start that version", server.Unreadable.Trouble, StringComparison.Ordinal);

        static (OutcomeKind, RejectReason) Told(Outcome outcome) => (outcome.Kind, outcome.Reason);
    }

    private static byte[] Envelope(long seq) => Encoding.UTF8.GetBytes($$$"""{"v":1,"boot":"boot-1","seq":{{{seq}}},"ts":1714550400000,"d":{"hot_c":20}}""");

    /// <summary>This version ran, and went.</summary>
    private async Task<Device> Live()
    {
        await using var server = await Start();
        await server.Born(Cooler, 1, Samples.Station, samples: Sample.Of(Field.HotC, 92));
        return server.Shown(Cooler)!;
    }

    private Task<FollowingServer> Start() => FollowingServer.Start(new JournalOptions(folder.FullName), clock);

    /// <summary>What the journal has of the device, once the newer version has run.</summary>
    private async Task<string> Keep(Func<EventJournal, Task> newer)
    {
        await using var journal = new EventJournal(new JournalOptions(folder.FullName), TimeProvider.System);
        journal.Open();
        await newer(journal);
        await journal.DisposeAsync();

        await using var after = new EventJournal(new JournalOptions(folder.FullName), TimeProvider.System);
        after.Open();
        var kept = after.Load(Key);
        return $"{kept.Position} {Convert.ToHexString(kept.State.Span)} {string.Join(' ', kept.Records.Select(one => $"{one.Position} {Convert.ToHexString(one.Bytes.Span)}"))}";
    }

    private async Task<long> Append(EventJournal journal, DeviceRecord.RecordKind kind, string says)
    {
        var payload = Encoding.UTF8.GetBytes(says);
        var record = new byte[DeviceRecord.LengthOf(0, payload.Length)];
        DeviceRecord.Write(record, kind, clock.NowMilliseconds(), [], payload);
        var appended = journal.Append(Key, record);
        await appended.Committed.AsTask().Within("the commit");
        return appended.Position;
    }
}
