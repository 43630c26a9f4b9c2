using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Alarms;

public sealed class RuleBookTests
{
    private static readonly RuleBook Book = new(
    [
        new AlarmSetting(null, "SLOT_TEMPERATURE_HIGH", Raise: 48, BeginsAfter: TimeSpan.FromSeconds(3)),
        new AlarmSetting("NX-12", "SLOT_TEMPERATURE_HIGH", Raise: 55, Clear: 50),
    ]);

    [Theory]
    [InlineData(null, 48, 45)]
    [InlineData("", 48, 45)]
    [InlineData("another", 48, 45)]
    [InlineData("NX-12", 55, 50)]
    public void A_model_has_its_own_thresholds_and_the_rest_is_as_for_all(string? model, double raise, double clear)
    {
        var rule = Book.Of(Live.Newborn(DeviceKind.ChargingCabinet).Info with { Model = model }).Of("SLOT_TEMPERATURE_HIGH")!;

        Assert.Equal((raise, clear, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)), (rule.Limits.Raise, rule.Limits.Clear, rule.BeginsAfter, rule.EndsAfter));
    }

    [Fact]
    public void What_is_set_counts()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 1) { Rules = Book };
        cabinet.Hears("""{"slot.01.temperature_c":48}""");

        Assert.Equal([FactKind.SlotOverheated], cabinet.Waits(3).Select(fact => fact.Kind));
    }

    [Fact]
    public void What_is_not_set_is_as_the_table_has_it()
    {
        var info = Live.Newborn(DeviceKind.WaterCooler).Info;

        Assert.Equal(Kind.Of(DeviceKind.WaterCooler).Rules.All, Book.Of(info).All);
        Assert.Same(Kind.Of(DeviceKind.WaterCooler).Rules, RuleBook.Default.Of(info));
    }

    [Fact]
    public void An_alarm_that_would_be_cleared_where_it_is_raised_is_a_mistake()
    {
        Assert.Empty(Book.Mistakes());
        Assert.Contains("NX-12", Assert.Single(new RuleBook([new AlarmSetting("NX-12", "SLOT_TEMPERATURE_HIGH", Raise: 40)]).Mistakes()), StringComparison.Ordinal);
    }
}
