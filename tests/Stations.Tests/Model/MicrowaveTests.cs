using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class MicrowaveTests
{
    private readonly Live microwave = new(DeviceKind.Microwave);

    [Theory]
    [InlineData("""{"running":false,"door":"closed"}""", Use.Free, Health.Ok)]
    [InlineData("""{"running":true,"door":"closed"}""", Use.Occupied, Health.Ok)]
    [InlineData("""{"running":false,"door":"open"}""", Use.Opening, Health.Ok)]
    [InlineData("""{"running":false}""", Use.Unknown, Health.Ok)]
    [InlineData("""{"door":"closed"}""", Use.Unknown, Health.Ok)]
    [InlineData("""{"running":false,"door":"closed","fault":true}""", Use.Free, Health.Fault)]
    [InlineData("""{"running":false,"door":"closed","cavity_c":120.1}""", Use.Free, Health.Fault)]
    public void It_is_free_only_when_it_is_known_to_rest_with_its_door_shut(string d, Use use, Health health)
    {
        microwave.Hears(d);
        Assert.Equal((use, health), (microwave.Device.Axes.Use, microwave.Device.Axes.Health));
    }

    [Fact]
    public void It_runs_too_long_after_fifteen_minutes_without_a_stop()
    {
        microwave.Hears("""{"running":true,"door":"closed"}""");
        Assert.Empty(microwave.Waits(899));
        Assert.Equal([FactKind.RunGotTooLong], microwave.Waits(1).Select(fact => fact.Kind));
        Assert.Equal(PublicStatus.OutOfOrder, microwave.Device.Status);
    }

    [Fact]
    public void A_stop_in_between_starts_the_fifteen_minutes_anew()
    {
        microwave.Hears("""{"running":true,"door":"closed"}""");
        microwave.Waits(800);
        microwave.Hears("""{"running":false}""");
        microwave.Hears("""{"running":true}""");

        Assert.Empty(microwave.Waits(899));
        Assert.Single(microwave.Waits(1));
    }

    [Fact]
    public void The_next_run_is_another_though_the_stop_before_it_was_not_heard()
    {
        microwave.Hears("""{"running":true,"door":"closed","cycles":7}""");
        microwave.Waits(800);
        microwave.Hears("""{"cycles":8}""");
        Assert.Empty(microwave.Waits(899));
        Assert.Single(microwave.Waits(1));
        microwave.Hears("""{"cycles":8}""");
        Assert.Equal(PublicStatus.OutOfOrder, microwave.Device.Status);

        microwave.Hears("""{"cycles":9}""");

        Assert.Equal(PublicStatus.Charging, microwave.Device.Status);
        Assert.Empty(microwave.Waits(899));
        Assert.Single(microwave.Waits(1));
    }

    [Theory]
    [InlineData(Live.Boot)]
    [InlineData("boot-2")]
    public void A_birth_tells_of_another_run_as_well(string boot)
    {
        microwave.Hears("""{"running":true,"door":"closed","cycles":7}""");
        microwave.Waits(901);
        Assert.True(microwave.Device.Holds(Condition.RunsLong));

        var reborn = Device.Born(microwave.Device.Info, microwave.Device, boot);
        var birth = Live.Read(9, """{"running":true,"door":"closed","cycles":8}""", microwave.Now, boot, full: true);
        var facts = Observation.FactsOf(reborn, microwave.Device, birth, microwave.Now, RuleBook.Default);

        Assert.False(facts.Aggregate(reborn.Apply(birth, microwave.Now), (device, fact) => device.Apply(fact)).Holds(Condition.RunsLong));
    }

    [Theory]
    [InlineData("""{"running":false,"door":"closed"}""", Answer.Yes)]
    [InlineData("""{"running":true}""", Answer.No)]
    [InlineData("""{"fault":true}""", Answer.No)]
    [InlineData("{}", Answer.Unknown)]
    public void It_answers_whether_food_can_be_heated(string d, Answer answer)
    {
        microwave.Hears(d);
        var summary = StationSummary.Empty.Change(null, Contribution.Of(microwave.Device));
        Assert.Equal(answer, summary.Food.Answer);
    }
}
