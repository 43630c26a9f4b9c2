using DeviceSimulators;
using DeviceSimulators.Faults;

namespace Stations.Tests.Simulators;

public sealed class FaultScriptTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 11, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Every_shipped_script_is_right_and_together_they_have_every_fault()
    {
        var scripts = FaultScript.Names.Select(FaultScript.Load).ToArray();
        Assert.Empty(scripts.SelectMany(script => script.Mistakes));
        Assert.Equal(FaultKind.All.Select(kind => kind.Code).Order(), scripts.SelectMany(script => script.Script!.Faults).Select(fault => fault.Kind.Code).Order());
    }

    [Fact]
    public void The_table_of_faults_is_in_the_order_of_its_codes() =>
        Assert.All(Enum.GetValues<FaultCode>(), code => Assert.Equal(code, FaultKind.Named(code).Code));

    [Fact]
    public void All_mistakes_are_told_at_once_and_where_they_are()
    {
        var (script, mistakes) = FaultScript.Parse(
            """
            {"name":"x","faults":[
              {"kind":"smog","everyHours":4,"minutes":[1,2]},
              {"kind":"smoke","minutes":[5,2],"often":true},
              {"kind":"smoke","everyHours":0,"atMinute":-1,"minutes":[1,2000],"device":"a:b"},
              {"kind":"plug_pull","atMinute":3,"minutes":[1,2],"slot":2},
              7]}
            """);
        Assert.Null(script);
        string[] expected =
        [
            "name: there is no", "faults[0].kind: give one of smoke", "faults[1].often: there is no", "faults[1]: give everyHours or atMinute", "faults[1].minutes",
            "faults[2]: give everyHours or atMinute", "faults[2].everyHours", "faults[2].atMinute", "faults[2].minutes", "faults[2].device: give district:node:device",
            "faults[3].device: atMinute", "faults[3].slot", "faults[4]: give an object",
        ];
        Assert.All(expected.Zip(mistakes), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(expected.Length, mistakes.Count);
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "give a list")]
    [InlineData("{\"faults\":[]}", "give a list")]
    public void What_is_no_script_is_said_to_be_none(string json, string why) => Assert.Contains(why, Assert.Single(FaultScript.Parse(json).Mistakes), StringComparison.Ordinal);

    [Fact]
    public void The_same_seed_gives_the_same_faults_and_another_one_gives_others()
    {
        Assert.Equal(Plan(seed: 1), Plan(seed: 1));
        Assert.NotEqual(Plan(seed: 1), Plan(seed: 2));
    }

    [Fact]
    public void No_node_has_two_faults_at_a_time_and_each_fits_what_it_befalls()
    {
        var plan = Plan(seed: 3);
        Assert.True(plan.Count > 400);
        Assert.Equal(FaultKind.All.Count, plan.Select(fault => fault.Kind).Distinct().Count());
        foreach (var node in plan.GroupBy(fault => fault.Node))
        {
            Assert.All(node.Zip(node.Skip(1)), pair => Assert.True(pair.Second.At >= pair.First.Over + FaultPlan.Rest));
        }

        Assert.All(plan, fault => Assert.Equal(fault.Kind.Reach == Reach.Slot, fault.Slot > 0));
        Assert.All(plan, fault => Assert.Equal(fault.Kind.Reach == Reach.Node, fault.Device is null));
    }

    private static List<Injection> Plan(int seed)
    {
        var nodes = District.Ids.SelectMany(id => new Fleet(1, Noon, Noon).Build(District.Load(id))).ToArray();
        return [.. FaultPlan.Of(FaultScript.Names.Select(name => FaultScript.Load(name).Script!), seed, nodes, Noon, Noon.AddDays(7))];
    }
}
