using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Grains;

public sealed class DeviceSnapshotTests
{
    private static readonly Device Cabinet = new()
    {
        Info = new DeviceInfo(new("d1", "n1", "cab"), DeviceKind.ChargingCabinet, new("d1", "s1"), "充电柜", 12, Firmware: null),
        Boot = "boot-7",
        Seq = 4_000_000_000,
        ReportedAt = 1_793_320_000_123,
        ClockSuspect = true,
        Connection = Connection.Stale,
        Admin = Admin.Maintenance,
        Holding = [new(Condition.Smoke, 0, 1_793_319_000_000), new(Condition.BatteryPresent, 3, 1_793_318_000_000)],
        Values = Values.None.With(
        [
            Sample.Of(Field.TemperatureC, 0.1 + 0.2), Sample.Of(Field.Smoke, true), Sample.Of(Field.Door, "closed", slot: 3), Sample.Of(Field.BatterySerial, "电池-1", slot: 12),
        ]),
        JournalPosition = 17,
    };

    private static readonly Device Watched = Cabinet with
    {
        Info = Cabinet.Info with { Model = "NX-12" },
        Watch = new Watch
        {
            Pending = [new(Condition.Flood, 0, 5), new(Condition.SlotHot, 3, 6)],
            Trails = [new(2, [new(1, 20.5), new(2, 21)])],
            Alarms =
            [
                new(Condition.Smoke, 0, 1_793_319_000_000)
                {
                    Acknowledged = new("李雷", 7), Assignee = "韩梅梅", Comment = "去看了", Raises = 4, LastRaises = [1, 2, 3],
                },
                new(Condition.SlotHot, 12, 0) { ClearedAt = 0, ShelvedUntil = 99 },
            ],
            Maintenance = new(new("ops", 1), 2, null),
        },
    };

    [Fact]
    public void A_device_comes_back_as_it_was()
    {
        var back = Restore(DeviceSnapshot.Write(Cabinet))!;

        Assert.Equal(Cabinet with { Holding = back.Holding, Values = back.Values, Watch = back.Watch }, back);
        Assert.Equal(Cabinet.Holding, back.Holding);
        Assert.Equal(Cabinet.Values.Samples(), back.Values.Samples());
    }

    [Fact]
    public void Its_alarms_and_what_is_pending_come_back_as_they_were()
    {
        var back = Restore(DeviceSnapshot.Write(Watched))!;

        Assert.Equivalent(Watched.Watch, back.Watch, strict: true);
        Assert.Equal(Watched.Info, back.Info);
    }

    [Fact]
    public void What_riders_said_and_how_it_is_used_come_back_as_they_were()
    {
        var trusted = Cabinet with
        {
            Trust = new()
            {
                Doubts = [new(3, 5, DoubtCause.Reported, "who", "T1", 7), new(0, 6, DoubtCause.Unused)],
                Tickets =
                [
                    new("T1", 3, ReportReason.DoorStuck, "门卡住了", [new("who", "key", 5)]) { PhotoBytes = 9 },
                    new("T2", 0, ReportReason.Other, null, [new("who", "key-2", 5)]) { State = TicketState.Rejected, Closed = new("Wang", 8), Answer = "没有问题" },
                ],
                Rhythms = [new(3, 12, 3600.5f, 100, 200), new(0, 1, 0, 1, 2)],
            },
        };

        Assert.Equivalent(trusted.Trust, Restore(DeviceSnapshot.Write(trusted))!.Trust, strict: true);
        Assert.Equal(trusted.Trust.Rhythms, Restore(DeviceSnapshot.Write(trusted with { Trust = new() { Rhythms = trusted.Trust.Rhythms } }))!.Trust.Rhythms);
    }

    [Fact]
    public void What_the_version_before_wrote_has_an_alarm_for_each_condition_that_holds()
    {
        var back = Restore(DeviceSnapshot.Write(Cabinet))!;

        Assert.Equivalent(new Alarm(Condition.Smoke, 0, 1_793_319_000_000), Assert.Single(back.Watch.Alarms), strict: true);
    }

    [Fact]
    public void What_the_version_before_reads_stands_first_and_is_unchanged()
    {
        var (before, now) = (DeviceSnapshot.Write(Cabinet), DeviceSnapshot.Write(Watched));

        Assert.Equal(before, now[..before.Length]);
        Assert.All(Enumerable.Range(before.Length + 1, now.Length - before.Length - 1), length => Assert.Throws<InvalidDataException>(() => Restore(now[..length])));
    }

    [Fact]
    public void A_snapshot_cut_anywhere_is_damage_and_never_another_device()
    {
        var whole = DeviceSnapshot.Write(Cabinet);
        for (var length = 1; length < whole.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Restore(whole[..length]));
        }
    }

    [Fact]
    public void A_snapshot_of_another_version_is_refused_by_its_number()
    {
        var newer = DeviceSnapshot.Write(Cabinet);
        newer[0] = 99;

        Assert.Contains("99", Assert.Throws<InvalidDataException>(() => Restore(newer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_a_newer_program_knows_is_left_out_and_the_rest_is_kept()
    {
        var written = DeviceSnapshot.Write(Cabinet);
        var name = written.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Fields.Name(Field.TemperatureC)));
        Encoding.ASCII.GetBytes("brightness_lx").AsSpan(0, Fields.Name(Field.TemperatureC).Length).CopyTo(written.AsSpan(name));

        Assert.Equal(Cabinet.Values.Samples().Where(sample => sample.Field != Field.TemperatureC), Restore(written)!.Values.Samples());
    }

    [Fact]
    public void What_few_appliances_have_stands_in_sections_and_comes_back()
    {
        foreach (var device in (Device[])[Cabinet, Watched])
        {
            var written = DeviceSnapshot.Write(device, [Note, Names]);

            var back = DeviceSnapshot.Read(written, device.JournalPosition, [Names, Note]);

            Assert.Equal("note", back.Info.Firmware);
            Assert.Equal([.. device.Info.Name], back.Holding.Select(one => (char)one.Slot));
            Assert.Equivalent(device.Watch, back.Watch, strict: true);
        }
    }

    [Fact]
    public void A_section_that_a_program_does_not_know_is_skipped_and_nothing_of_it_is_kept()
    {
        var written = DeviceSnapshot.Write(Watched, [Note, Names]);

        var back = DeviceSnapshot.Read(written, Watched.JournalPosition, [Names]);

        Assert.Equal(Watched.Info, back.Info);
        Assert.Equal([.. Watched.Info.Name], back.Holding.Select(one => (char)one.Slot));
        Assert.Equal(DeviceSnapshot.Write(back), DeviceSnapshot.Write(back, [Note with { Write = _ => null }]));
    }

    [Fact]
    public void A_section_cut_anywhere_or_full_of_something_else_is_damage()
    {
        var (without, with) = (DeviceSnapshot.Write(Watched), DeviceSnapshot.Write(Watched, [Note]));
        var noJson = with.ToArray();
        noJson[^1] = (byte)'x';

        Assert.All(
            Enumerable.Range(without.Length + 1, with.Length - without.Length - 1).Select(length => with[..length]).Append(noJson),
            damaged => Assert.Throws<InvalidDataException>(() => DeviceSnapshot.Read(damaged, 0, [Note])));
    }

    private static SnapshotSection Note { get; } = SnapshotSection.OfJson(
        "note", _ => "note", (device, text) => device with { Info = device.Info with { Firmware = text } }, (JsonTypeInfo<string>)JsonSerializerOptions.Default.GetTypeInfo(typeof(string)));

    /// <summary>Bytes of its own: the letters of the device's name.</summary>
    private static SnapshotSection Names { get; } = new(
        "names",
        device => Encoding.BigEndianUnicode.GetBytes(device.Info.Name),
        (device, bytes) => device with { Holding = [.. Encoding.BigEndianUnicode.GetString(bytes).Select(letter => new Holding(Condition.Smoke, letter, 0))] });

    private static Device? Restore(byte[] state) => DeviceSnapshot.Restore(new Recovered("d1:n1:cab"u8.ToArray(), Cabinet.JournalPosition, state, [], Damage: null));
}
