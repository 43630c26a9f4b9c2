using Stations.Model;

namespace Stations.Tests.Model.Alarms;

public sealed class EscalationTests
{
    private static readonly Alarm Alarm = new(Condition.Smoke, 0, 1_000_000);

    [Theory]
    [InlineData(Severity.Critical, 59.999, 0)]
    [InlineData(Severity.Critical, 60, 1)]
    [InlineData(Severity.Critical, 300, 2)]
    [InlineData(Severity.Critical, 86_400, 3)]
    [InlineData(Severity.Major, 899, 0)]
    [InlineData(Severity.Major, 900, 1)]
    [InlineData(Severity.Minor, 28_800, 1)]
    [InlineData(Severity.Warning, 86_400, 0)]
    public void What_nobody_acknowledges_is_carried_up_step_by_step(Severity severity, double seconds, int steps) =>
        Assert.Equal(steps, Escalation.StepOf(Alarm, Of(severity), Alarm.RaisedAt + (long)(seconds * 1000)));

    [Fact]
    public void Acknowledging_or_clearing_stops_the_clock()
    {
        var later = Alarm.RaisedAt + 86_400_000;
        Assert.Equal(1, Escalation.StepOf(Alarm with { Acknowledged = new Signature("ops", Alarm.RaisedAt + 61_000) }, Of(Severity.Critical), later));
        Assert.Equal(0, Escalation.StepOf(Alarm with { ClearedAt = Alarm.RaisedAt + 10_000 }, Of(Severity.Critical), later));
    }

    [Fact]
    public void Power_that_flows_after_a_cut_is_carried_up_at_once_and_further_than_any_other()
    {
        var kind = Kind.Of(Stations.Protocol.DeviceKind.ChargingCabinet).AlarmOf(Condition.CutNotConfirmed)!;

        Assert.Equal([1, 2, 4], new[] { 0, 60_000, 900_000 }.Select(after => Escalation.StepOf(Alarm, kind, Alarm.RaisedAt + after)));
    }

    private static AlarmKind Of(Severity severity) => new("X", severity, Remedies.Notify, "", "", "[eng]");
}
