using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class SocketPileTests
{
    private readonly Live pile = new(DeviceKind.SocketPile, 2);

    [Theory]
    [InlineData("""{"slot.01.present":false,"slot.01.relay":false}""", Use.Free)]
    [InlineData("""{"slot.01.present":false,"slot.01.relay":false,"slot.01.power_w":5.1}""", Use.Unknown)]
    [InlineData("""{"slot.01.relay":false}""", Use.Unknown)]
    [InlineData("""{"slot.01.present":false}""", Use.Unknown)]
    [InlineData("""{"slot.01.present":false,"slot.01.relay":true}""", Use.Unknown)]
    [InlineData("""{"slot.01.present":true,"slot.01.relay":true,"slot.01.power_w":5.1}""", Use.Charging)]
    [InlineData("""{"slot.01.present":true,"slot.01.relay":true,"slot.01.power_w":5}""", Use.Finished)]
    [InlineData("""{"slot.01.present":true,"slot.01.relay":true}""", Use.Occupied)]
    [InlineData("""{"slot.01.present":true,"slot.01.relay":false}""", Use.Occupied)]
    public void A_port_is_free_only_when_it_is_known_to_be_off_with_nothing_in_it(string d, Use use)
    {
        pile.Hears(d);
        Assert.Equal(use, pile.Device.Kind.SlotUseOf(pile.Device, 1));
    }

    [Fact]
    public void A_port_that_is_on_without_a_load_is_told_after_a_minute()
    {
        pile.Hears("""{"slot.02.relay":true,"slot.02.power_w":5}""");
        Assert.Empty(pile.Waits(59));
        Assert.Equal([new Fact(FactKind.ChargerStayedOn, 2, pile.Now + 1000)], pile.Waits(1));
        Assert.NotNull(pile.Alarm("NO_LOAD", 2));
        Assert.Equal([FactKind.ChargerWentOff], pile.Hears("""{"slot.02.power_w":5.1}""").Select(fact => fact.Kind));
    }

    [Fact]
    public void Eight_hours_are_too_long()
    {
        Assert.Equal([FactKind.SessionStarted], pile.Hears("""{"slot.01.present":true,"slot.01.relay":true,"slot.01.power_w":300}""").Select(fact => fact.Kind));
        Assert.Empty(pile.Waits(8 * 3600 - 1));
        Assert.Equal([FactKind.SessionRanLong], pile.Waits(1).Select(fact => fact.Kind));
        Assert.Equal(PublicStatus.OutOfOrder, PublicStatuses.Of(pile.Device.SlotAxes(1)));

        Assert.Equal([FactKind.SessionEnded, FactKind.LongSessionEnded], pile.Hears("""{"slot.01.relay":false}""").Select(fact => fact.Kind));
    }

    [Fact]
    public void A_port_with_too_much_power_is_out_of_order_and_its_neighbour_is_not()
    {
        pile.Hears("""{"slot.01.present":true,"slot.01.relay":true,"slot.01.power_w":1000,"slot.02.present":false,"slot.02.relay":false}""");

        Assert.Equal(new Tally(1, 0, 1, 0), pile.Device.Kind.TallyOf(pile.Device));
        Assert.Equal([FactKind.PowerRoseTooHigh], pile.Waits(1).Select(fact => fact.Kind));
        Assert.Equal(Answer.Yes, StationSummary.Empty.Change(null, Contribution.Of(pile.Device)).Charge.Answer);
    }
}
