using Stations.Model.History;
using Stations.Server.History;
using Kind = Stations.Grains.DeviceRecord.RecordKind;

namespace Stations.Server.Tests.History;

public sealed class AnswerTests
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    /// <summary>Live, stored, overtaken and repeated messages in any order, moves to the store, roll-ups and restarts between them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_happens_each_message_counts_once_and_where_it_belongs(int seed)
    {
        await using var house = await HistoryHouse.Open();
        var random = new Random(seed);
        var told = new Dictionary<long, (long At, double Value, byte[] Payload)>();
        for (var seq = 1L; seq < 120; seq++)
        {
            switch (random.Next(20))
            {
                case < 11:
                    var value = random.Next(100);
                    var sent = house.Now - random.Next(3_000);
                    await Tell(seq, Kind.Message, house.Now, sent, value);
                    break;
                case < 14:
                    var then = house.Now - random.Next(10 * (int)Hour);
                    await Tell(seq, random.Next(2) == 0 ? Kind.Historic : Kind.Aside, then, then, random.Next(100));
                    break;
                case < 17 when told.Count > 0:
                    await house.Tell(Kind.Aside, told.Values.ElementAt(random.Next(told.Count)).Payload);
                    break;
                case 17:
                    await house.Pass(TimeSpan.FromMinutes(random.Next(1, 90)));
                    break;
                case 18:
                    await house.Restart();
                    break;
                default:
                    await house.Pass(TimeSpan.FromSeconds(random.Next(200)));
                    break;
            }
        }

        await house.Beat();
        Check();
        await house.RollUp();
        Check();

        async Task Tell(long seq, Kind kind, long at, long ts, double value)
        {
            var payload = HistoryHouse.Envelope(seq, ts, FormattableString.Invariant($"\"hot_c\":{value}"), historic: kind == Kind.Historic);
            await house.Tell(kind, payload);
            told[seq] = (at, value, payload);
        }

        void Check()
        {
            var expected = told.Values.OrderBy(one => one.At).ToList();
            Assert.Equal(expected.Count, house.Ask("hot_c", Resolution.Raw).Count);
            Check(Resolution.Minute, Minute);
            Check(Resolution.Hour, Hour);
            Check(Resolution.Day, 24 * Hour, offset: 8 * Hour);

            void Check(Resolution resolution, long length, long offset = 0)
            {
                var buckets = expected.GroupBy(one => (one.At + offset) / length * length - offset, one => one.Value).ToList();
                var points = house.Points("hot_c", resolution);
                Assert.Equal(
                    buckets.Select(bucket => (bucket.Key, (double?)bucket.Min(), (double?)bucket.Max(), (long?)bucket.Count())),
                    points.Select(point => (point.T.ToUnixTimeMilliseconds(), point.Min, point.Max, point.Count)));
                Assert.All(buckets.Zip(points), pair => Assert.Equal(pair.First.Average(), pair.Second.Mean!.Value, tolerance: 1e-9));
            }
        }
    }

    [Fact]
    public async Task Raw_points_come_in_pages_none_twice_and_none_left_out()
    {
        await using var house = await HistoryHouse.Open();
        var begin = house.Now;

        // Three in each millisecond, so that pages end between equal times.
        await house.TellMany(Enumerable.Range(1, 4_500).Select(seq => (begin + seq / 3, HistoryHouse.Envelope(seq, begin, $"\"flow_ml\":{seq}"))));
        await house.Beat();

        Assert.Equal(Enumerable.Range(1, 4_500).Select(seq => $"{seq}"), house.Ask("flow_ml", Resolution.Raw, begin, begin + Hour).Select(point => point.Split(' ')[1]));
    }

    [Fact]
    public async Task Auto_takes_the_finest_that_fits_into_one_answer()
    {
        await using var house = await HistoryHouse.Open();
        var begin = house.Now;
        await house.TellMany(Enumerable.Range(1, 2_400).Select(seq => (begin + seq * 1_000, HistoryHouse.Envelope(seq, begin, "\"hot_c\":90,\"mode\":\"standby\""))));
        await house.Pass(TimeSpan.FromMinutes(41));

        Assert.Equal(2_000, house.Ask("hot_c", null, begin, begin + 2_000_001).Count);
        Assert.Equal(41, house.Ask("hot_c", null, begin, begin + Hour).Count);
        Assert.Equal(2_400, house.Ask("mode", null, begin, begin + Hour).Count);
    }

    [Theory]
    [InlineData("Asia/Kolkata", "04-30 18:30", "05-01 18:30")]
    [InlineData("Asia/Shanghai", "04-30 16:00", "05-01 16:00")]
    [InlineData("Europe/Berlin", "04-30 22:00", "05-01 22:00")]
    public async Task Days_begin_at_the_stations_midnight_even_within_an_hour(string name, string first, string second)
    {
        Assert.True(Zone.TryFind(name, out var zone));
        await using var house = await HistoryHouse.Open();
        var begin = house.Now;
        for (var quarter = 0; quarter < 96; quarter++)
        {
            await house.Report(quarter, $"\"hot_c\":{quarter}");
            await house.Pass(TimeSpan.FromMinutes(15));
        }

        // 96 quarters from 08:00; the day changes at the given time.
        var before = (int)(DateTimeOffset.ParseExact($"2024-{second}", "yyyy-MM-dd HH:mm", null, System.Globalization.DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds() - begin) / 900_000;
        string[] expected =
        [
            FormattableString.Invariant($"{first} 0..{before - 1} mean {(before - 1) / 2.0} last {before - 1} of {before}"),
            FormattableString.Invariant($"{second} {before}..95 mean {(95 + before) / 2.0} last 95 of {96 - before}"),
        ];
        Assert.Equal(expected, house.Ask("hot_c", Resolution.Day, begin, house.Now, zone));
        await house.RollUp();
        Assert.Equal(expected, house.Ask("hot_c", Resolution.Day, begin, house.Now, zone));
    }

    [Fact]
    public async Task A_time_that_nothing_is_kept_of_has_no_points_and_says_since_when_there_are_some()
    {
        await using var house = await HistoryHouse.Open();
        Assert.Null(house.Reader.KeptFrom(Resolution.Raw));
        await house.Report(1, "\"hot_c\":90");
        await house.Beat();

        Assert.Empty(house.Ask("hot_c", Resolution.Minute, house.Now - 20 * Hour, house.Now - 10 * Hour));
        Assert.Equal(house.Now / Hour * Hour, house.Reader.KeptFrom(Resolution.Minute));
    }
}
