using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Commands;

/// <summary>A cabinet of three slots, each with a battery behind a shut door, and what happens to its commands as the server has it.</summary>
internal sealed class Commanded
{
    private long seq;
    private int keys;
    private int boots = 1;

    public Commanded(DeviceKind kind = DeviceKind.ChargingCabinet)
    {
        Device = Live.Newborn(kind, slots: 3);
        Hears("""
            {"power_w":20,"slot.01.door":"closed","slot.01.present":true,"slot.01.power_w":0,"slot.02.door":"closed","slot.02.present":true,"slot.02.power_w":0,
             "slot.03.door":"closed","slot.03.present":true,"slot.03.power_w":0}
            """);
    }

    public Device Device { get; private set; }

    public long Now { get; private set; } = Live.Start;

    public Command this[string id] => Device.Commands!.Find(id)!;

    public CommandAnswer Asks(string verb, int slot = 0, string? key = null, string? reason = "a test", Dictionary<string, double>? arguments = null, double? seconds = null)
    {
        var turn = new CommandTurn(Device, RuleBook.Default, ++Now);
        var answer = CommandRules.Judge(
            ref turn, new CommandRequest(verb, slot, "ops", reason, Now, seconds is { } lasts ? Now + (long)(lasts * 1000) : null, key ?? $"key-{++keys}", verb, arguments));
        Device = turn.Device;
        return answer;
    }

    public string Gives(string verb, int slot = 0, string? key = null)
    {
        var answer = Asks(verb, slot, key);
        Assert.Equal(CommandVerdict.Taken, answer.Verdict);
        return answer.Command!.Id;
    }

    public void Sends(string id)
    {
        var turn = new CommandTurn(Device, RuleBook.Default, ++Now);
        CommandRules.Send(ref turn, id);
        Device = turn.Device;
    }

    public void Answers(string id, AckState state, string? reason = null)
    {
        var turn = new CommandTurn(Device, RuleBook.Default, ++Now);
        CommandRules.Hear(ref turn, new Ack(id, state, reason));
        Device = turn.Device;
    }

    /// <summary>A message, a second later.</summary>
    public void Hears(string fields, long clockAhead = 0)
    {
        Now += 1000;
        var reading = Live.Read(++seq, fields, Now + clockAhead, Device.Boot);
        var seen = Observation.Of(Device, reading, Now, RuleBook.Default);
        Device = seen.Facts.Aggregate(seen.Next!, (device, fact) => device.Apply(fact));
        Advance();
    }

    /// <summary>A birth in a new life, a second later.</summary>
    public void Starts(string fields)
    {
        Now += 1000;
        var boot = $"boot-{++boots}";
        var before = Device;
        var born = Stations.Model.Device.Born(before.Info, before, boot);
        seq = 0;
        var reading = Live.Read(seq, fields, Now, boot, full: true);
        var facts = Observation.FactsOf(born, before, reading, Now, RuleBook.Default);
        var turn = new CommandTurn(facts.Aggregate(born.Apply(reading, Now), (device, fact) => device.Apply(fact)), RuleBook.Default, Now);
        CommandRules.PowerUp(ref turn);
        Device = turn.Device;
        Advance();
    }

    /// <summary>So many riders said that it does not work.</summary>
    public void IsReportedBroken(int slot)
    {
        Device = Device.Apply(new Fact(FactKind.ReportedBroken, slot, ++Now));
        Advance();
    }

    /// <summary>A person does something.</summary>
    public void Acts(Act act)
    {
        var (answer, facts) = Stations.Model.Acts.Judge(Device, act, RuleBook.Default, ++Now);
        Assert.Equal(ActAnswer.Done, answer);
        Device = facts.Aggregate(Device.Apply(act, Now), (device, fact) => device.Apply(fact));
        Advance();
    }

    /// <summary>The server looks each second; the device says nothing.</summary>
    public void Waits(int seconds)
    {
        for (; seconds > 0; seconds--)
        {
            Now += 1000;
            Device = Observation.AtTime(Device, Now, Silence.Default, RuleBook.Default).Aggregate(Device, (device, fact) => device.Apply(fact));
            Advance();
        }
    }

    private void Advance()
    {
        var turn = new CommandTurn(Device, RuleBook.Default, Now);
        CommandRules.Advance(ref turn);
        Device = turn.Device;
    }
}
