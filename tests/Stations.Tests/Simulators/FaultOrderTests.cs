using DeviceSimulators;
using DeviceSimulators.Commands;
using DeviceSimulators.Faults;
using DeviceSimulators.Truth;
using Stations.Protocol;

namespace Stations.Tests.Simulators;

/// <summary>Faults by hand, and what a node does under them.</summary>
public sealed class FaultOrderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 11, 12, 0, 0, TimeSpan.FromHours(8));
    private readonly RunSession session = new(["xiangyang-wanda"], 1, 1, Noon, new Endpoint("127.0.0.1", 1883, null, null), TimeProvider.System);

    [Theory]
    [InlineData("smoke xiangyang-wanda:wanda-1-cab-1:cab 1 120", "smoke at xiangyang-wanda:wanda-1-cab-1:cab for 120 s")]
    [InlineData("plug_pull xiangyang-wanda:wanda-1 1 60", "plug_pull at xiangyang-wanda:wanda-1 for 60 s")]
    [InlineData("smoke xiangyang-wanda:nowhere:cab 1 120", "!There is no 'xiangyang-wanda:nowhere:cab'")]
    [InlineData("smoke xiangyang-wanda:wanda-1:cooler 1 120", "!A water_cooler knows no smoke")]
    [InlineData("stuck_door xiangyang-wanda:wanda-1-cab-1:cab 13 120", "!Give --slot, 1 to 12")]
    [InlineData("smog xiangyang-wanda:wanda-1-cab-1:cab 1 120", "!That was not understood")]
    [InlineData("", "!That was not understood")]
    public void An_order_is_answered_with_what_was_done_or_why_not(string order, string answer) =>
        Assert.StartsWith(answer, session.Befall(order), StringComparison.Ordinal);

    [Fact]
    public void A_cabinet_smokes_while_it_is_ordered_to_and_the_truth_says_so()
    {
        var node = Node();
        node.Suffer(Fault(FaultCode.Smoke, "cab", Noon.AddSeconds(10), minutes: 1));
        var (told, truth) = Live(node, seconds: 15);

        Assert.Contains(told.SelectMany(message => message.Samples), sample => sample is { Field: Field.Smoke, Number: 1 });
        Assert.Contains(truth, line => line is TruthLine.Injected { Fault: "smoke" });
        Assert.Contains(truth, line => line is TruthLine.Due { Alarm: "SMOKE", Begins: true });
        Assert.Contains(truth, line => line is TruthLine.Is { Thing: "xiangyang-wanda:wanda-1-cab-1:cab/3", Being: Being.Broken });

        (told, truth) = Live(node, seconds: 90);
        Assert.Contains(told.SelectMany(message => message.Samples), sample => sample is { Field: Field.Smoke, Number: 0 });
        Assert.Contains(truth, line => line is TruthLine.Due { Alarm: "SMOKE", Begins: false });

        // Nobody has looked yet.
        Assert.DoesNotContain(truth, line => line is TruthLine.Ended or TruthLine.Is { Being: Being.Free });
    }

    [Fact]
    public void A_node_without_power_says_nothing_and_comes_back_with_a_new_boot()
    {
        var node = Node();
        var boot = node.Boot;
        node.Suffer(Fault(FaultCode.PlugPull, null, Noon.AddSeconds(5), minutes: 1));
        Live(node, seconds: 5);
        Assert.Equal(Line.Off, node.Line);
        Assert.Empty(Live(node, seconds: 50).Told);

        Live(node, seconds: 15);
        Assert.Equal(Line.Up, node.Line);
        Assert.NotEqual(boot, node.Boot);
    }

    [Fact]
    public void Without_a_fault_and_without_a_log_nothing_is_noted()
    {
        var node = Node();
        node.KeepsTruth = false;
        Assert.Empty(Live(node, seconds: 60).Truth);
    }

    private DateTimeOffset now = Noon;

    private (List<Message> Told, List<TruthLine> Truth) Live(VirtualNode node, int seconds)
    {
        var (told, truth) = (new List<Message>(), new List<TruthLine>());
        for (var second = 0; second < seconds; second++)
        {
            now = now.AddSeconds(1);
            told.AddRange(node.Advance(now, now.ToUnixTimeMilliseconds()));
        }

        node.TakeTruth(truth);
        return (told, truth);
    }

    private static VirtualNode Node()
    {
        var node = new Fleet(1, Noon, Noon).Build(District.Load("xiangyang-wanda")).First(one => one.Id.Node == "wanda-1-cab-1");
        node.KeepsTruth = true;
        node.Birth(Noon.ToUnixTimeMilliseconds());
        return node;
    }

    private static Injection Fault(FaultCode code, string? device, DateTimeOffset at, int minutes) =>
        new(FaultKind.Named(code), new NodeId("xiangyang-wanda", "wanda-1-cab-1"), device, 0, at, at.AddMinutes(minutes), 1);
}
