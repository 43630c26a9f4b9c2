using Stations.Protocol;

namespace Stations.Model;

/// <summary>What a message that came too late for the present would have meant: for history, never for what is true now.</summary>
public static class LateAlarms
{
    /// <summary>The facts of dangers that only a person ends, as far as the message alone shows them; one value cannot show what lasts.</summary>
    /// <param name="device">Whose message it is; what it holds now does not count.</param>
    /// <param name="at">When it was measured, epoch milliseconds.</param>
    public static IEnumerable<Fact> Of(Device device, Reading reading, long at, RuleBook book)
    {
        var then = (device with { Values = Values.None, Watch = Watch.None }).Apply(reading, at);
        return from rule in book.Of(device.Info).All
               where rule.Alarm is not null && rule.Condition.IsLatched()
               from slot in Enumerable.Range(0, device.Info.Slots + 1)
               where rule.IsAsked(slot) && rule.Begins(new Look(then, slot, at, rule.Limits)) == true
               select new Fact(rule.Condition.Begins(), slot, at);
    }
}
