using DeviceSimulators;
using Stations.Protocol;

namespace Stations.Tests.Simulators;

public sealed class FleetTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 11, 12, 0, 0, TimeSpan.FromHours(8));
    private static readonly long Wall = Noon.ToUnixTimeMilliseconds();

    [Fact]
    public void Every_birth_is_understood_and_fits()
    {
        var described = new HashSet<string>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in Nodes(seed: 1, Noon))
        {
            var payload = node.Birth(Wall);
            Assert.InRange(payload.Length, 1, Reading.MaxPayloadBytes);
            Assert.True(Birth.TryParse(payload, out var birth, out var reason, out var detail), $"{node.Id}: {reason} {detail}");
            described.UnionWith((birth.Stations ?? []).Select(station => $"{node.Id.District}:{station.Station}"));
            foreach (var device in birth.Devices)
            {
                used.Add($"{node.Id.District}:{device.Station}");
                Assert.NotEqual(DeviceKind.Unknown, DeviceKinds.Parse(device.Kind));
                var parser = new ReadingParser();
                Assert.True(parser.TryParse(birth.StateOf(device.Device), out reason, out detail), $"{node.Id}: {reason} {detail}");
                Assert.Equal((true, 0), (parser.Reading.Full, parser.Reading.UnknownFields));
                Assert.Equal(device.Slots, parser.Reading.Samples.ToArray().Where(sample => sample.Slot > 0).DistinctBy(sample => sample.Slot).Count());
            }
        }

        Assert.Equal(described.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void No_two_nodes_share_an_id_or_a_boot()
    {
        var nodes = Nodes(seed: 1, Noon);
        Assert.Equal(nodes.Count, nodes.DistinctBy(node => node.Id).Count());
        Assert.Equal(nodes.Count, nodes.Select(BootOf).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Each_power_up_has_a_new_boot()
    {
        var district = District.Load("cenxi-bases");
        var (first, second) = (new Fleet(1, Noon, Noon).Build(district)[0], new Fleet(1, Noon, Noon.AddMilliseconds(1)).Build(district)[0]);
        Assert.NotEqual(BootOf(first), BootOf(second), StringComparer.Ordinal);
    }

    [Fact]
    public void The_will_carries_the_boot_of_the_birth()
    {
        var node = Nodes(seed: 1, Noon)[0];
        Assert.True(Conn.TryParse(node.Conn(online: false, Wall), out var will, out _, out var detail), detail);
        Assert.Equal((false, BootOf(node)), (will.Online, will.Boot));
    }

    [Fact]
    public void The_same_seed_and_times_give_the_same_messages()
    {
        Assert.Equal(HalfHour(seed: 7), HalfHour(seed: 7), StringComparer.Ordinal);
        Assert.NotEqual(HalfHour(seed: 7), HalfHour(seed: 8), StringComparer.Ordinal);
    }

    [Fact]
    public void How_often_one_looks_does_not_change_what_happens()
    {
        var (often, seldom) = (Nodes(seed: 3, Noon), Nodes(seed: 3, Noon));
        for (var time = Noon; time <= Noon.AddHours(1); time += TimeSpan.FromSeconds(1.7))
        {
            Advance(often, time);
        }

        Advance(often, Noon.AddHours(1));
        Advance(seldom, Noon.AddHours(1));

        Assert.Equal(often.Select(StateOf), seldom.Select(StateOf), StringComparer.Ordinal);
    }

    [Fact]
    public void Every_message_of_a_day_is_understood_and_in_its_order()
    {
        var parser = new ReadingParser();
        var kinds = new HashSet<(Verb, string)>();
        foreach (var node in new Fleet(5, Noon, Noon).Build(District.Load("cenxi-bases")))
        {
            var last = SeqOf(node.Birth(Wall));
            for (var minute = 1; minute <= 24 * 60; minute++)
            {
                foreach (var message in node.Advance(Noon.AddMinutes(minute), Wall + minute * 1000))
                {
                    Assert.True(parser.TryParse(message.Encode(historic: false).Span, out var reason, out var detail), $"{message.Topic}: {reason} {detail}");
                    Assert.Equal((++last, 0, message.Samples.Length), (parser.Reading.Seq, parser.Reading.UnknownFields, parser.Reading.Count));
                    Assert.NotEqual(0, parser.Reading.Count);
                    kinds.Add((message.Verb, message.Device.Device.Split('-')[0]));
                }
            }
        }

        Assert.Equal(12, kinds.Count);
    }

    private static List<VirtualNode> Nodes(int seed, DateTimeOffset from) =>
        [.. District.Ids.SelectMany(id => new Fleet(seed, from, from).Build(District.Load(id)))];

    private static void Advance(List<VirtualNode> nodes, DateTimeOffset time) => nodes.ForEach(node => node.Advance(time, time.ToUnixTimeMilliseconds()));

    private static List<string> HalfHour(int seed)
    {
        var log = new List<string>();
        foreach (var node in Nodes(seed, Noon))
        {
            log.Add(Convert.ToHexString(node.Birth(Wall)));
            for (var second = 10; second <= 1800; second += 10)
            {
                var messages = node.Advance(Noon.AddSeconds(second), Wall + second * 100);
                log.AddRange(messages.Select(message => message.Topic + Convert.ToHexString(message.Encode(historic: false).Span)));
            }
        }

        return log;
    }

    private static string StateOf(VirtualNode node)
    {
        Assert.True(Birth.TryParse(node.Birth(Wall), out var birth, out _, out var detail), detail);
        return string.Join('\n', birth.D!.Select(device => $"{device.Key} {device.Value}"));
    }

    private static long SeqOf(byte[] payload) => Birth.TryParse(payload, out var birth, out _, out _) ? birth.Seq : -1;

    private static string BootOf(VirtualNode node) => Birth.TryParse(node.Birth(Wall), out var birth, out _, out _) ? birth.Boot : "";
}
