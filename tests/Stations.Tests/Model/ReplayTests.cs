using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class ReplayTests
{
    private static readonly string[] Fields =
    [
        "\"slot.01.door\":\"open\"", "\"slot.01.door\":\"closed\"", "\"slot.01.temperature_c\":52", "\"slot.01.temperature_c\":44",
        "\"slot.02.present\":true", "\"slot.02.present\":false", "\"slot.02.power_w\":300", "\"slot.02.power_w\":null",
        "\"mains_ok\":false", "\"mains_ok\":true", "\"flood\":true", "\"flood\":false", "\"temperature_c\":56",
    ];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 20)];

    /// <summary>A message with the time it came and what followed from it; without a payload, what followed from silence.</summary>
    private sealed record Record(byte[] Payload, long At, Fact[] Facts);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_journal_gives_the_device_that_was_live(int seed)
    {
        var random = new Random(seed);
        var journal = new List<Record>();
        var (live, now) = (Live.Newborn(DeviceKind.ChargingCabinet, 2), Live.Start);
        for (var step = 0; step < 300; step++)
        {
            now += random.Next(1, random.Next(2) == 0 ? 4_000 : 100_000);
            if (Observation.AtTime(live, now, Silence.Default, RuleBook.Default) is { Count: > 0 } facts)
            {
                journal.Add(new([], now, [.. facts]));
                live = facts.Aggregate(live, (device, fact) => device.Apply(fact));
            }

            var payload = Any(random, live.Seq + random.Next(-1, 4), now);
            var reading = Live.Read(payload);
            var observation = Observation.Of(live, reading, now, RuleBook.Default);
            if (observation.Verdict == Verdict.Fresh)
            {
                journal.Add(new(payload, now, [.. observation.Facts]));
                live = observation.Facts.Aggregate(live.Apply(reading, now), (device, fact) => device.Apply(fact));
            }
        }

        var replayed = journal.Aggregate(Live.Newborn(DeviceKind.ChargingCabinet, 2), Replay);

        Assert.NotEmpty(journal.SelectMany(record => record.Facts));
        AssertSame(live, replayed);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_the_order_of_arrival_the_last_full_state_wins(int seed)
    {
        var random = new Random(seed);
        var readings = Enumerable.Range(1, 20).Select(seq => Any(random, seq, Live.Start, full: true)).ToArray();
        var last = Live.Read(readings[^1]);
        byte[][] twice = [.. readings, .. readings];
        random.Shuffle(twice);

        var device = Live.Newborn(DeviceKind.ChargingCabinet, 2);
        foreach (var reading in twice.Select(Live.Read))
        {
            device = Observation.Of(device, reading, Live.Start, RuleBook.Default).Verdict == Verdict.Fresh ? device.Apply(reading, Live.Start) : device;
        }

        Assert.Equal(20, device.Seq);
        Assert.Equal(Values.None.With(last.Samples).Samples(), device.Values.Samples());
    }

    private static Device Replay(Device device, Record record)
    {
        var heard = record.Payload.Length == 0 ? device : device.Apply(Live.Read(record.Payload), record.At);
        return record.Facts.Aggregate(heard, (next, fact) => next.Apply(fact));
    }

    private static byte[] Any(Random random, long seq, long now, bool full = false)
    {
        var fields = random.GetItems(Fields, random.Next(4)).DistinctBy(field => field.Split(':')[0], StringComparer.Ordinal);
        return Live.Write(Math.Max(0, seq), $"{{{string.Join(',', fields)}}}", now + random.Next(-200_000, 200_000), full: full || random.Next(20) == 0);
    }

    private static void AssertSame(Device expected, Device actual)
    {
        Assert.Equal(expected.Values.Samples(), actual.Values.Samples());
        Assert.Equal(expected.Holding, actual.Holding);
        Assert.Equivalent(expected.Watch, actual.Watch, strict: true);
        Assert.Equivalent(expected.Trust, actual.Trust, strict: true);
        Assert.Equal(expected with { Values = actual.Values, Holding = actual.Holding, Watch = actual.Watch, Trust = actual.Trust }, actual);
    }
}
