using System.Text;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

/// <summary>One device that hears messages as the server would: observed first, then applied, then what followed from it.</summary>
internal sealed class Live(DeviceKind kind, int slots = 0)
{
    public const string Boot = "boot-1";

    public static readonly long Start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static readonly Silence Patient = new(TimeSpan.FromDays(365), TimeSpan.FromDays(365));

    public Device Device { get; private set; } = Newborn(kind, slots);

    public RuleBook Rules { get; init; } = RuleBook.Default;

    /// <summary>Server time, epoch milliseconds; one second passes with every message unless told otherwise.</summary>
    public long Now { get; private set; } = Start;

    public static Device Newborn(DeviceKind kind, int slots = 0) => new()
    {
        Info = new(new("district", "node", "device"), kind, new("district", "station"), "device", slots, null),
        Boot = Boot,
        Seq = 0,
        ReportedAt = Start,
    };

    public static byte[] Write(long seq, string d, long ts, string boot = Boot, bool full = false, bool hist = false) =>
        Encoding.UTF8.GetBytes($$"""{"v":1,"boot":"{{boot}}","seq":{{seq}},"ts":{{ts}},"full":{{Json(full)}},"hist":{{Json(hist)}},"d":{{d}} }""");

    public static Reading Read(long seq, string d, long? ts = null, string boot = Boot, bool full = false, bool hist = false) =>
        Read(Write(seq, d, ts ?? Start, boot, full, hist));

    public static Reading Read(byte[] payload)
    {
        var parser = new ReadingParser();
        Assert.True(parser.TryParse(payload, out var reason, out var detail), $"{reason}: {detail}");
        return parser.Reading;
    }

    /// <summary>What a fresh message made known, hints aside. <paramref name="d"/> is the envelope's <c>d</c>.</summary>
    public IReadOnlyList<Fact> Hears(string d, bool full = false, int seconds = 1)
    {
        Now += seconds * 1000L;
        var reading = Read(Device.Seq + 1, d, Now, full: full);
        var observation = Observation.Of(Device, reading, Now, Rules);
        Assert.Equal(Verdict.Fresh, observation.Verdict);
        Device = Device.Apply(reading, Now);
        Happens([.. observation.Facts]);
        return [.. observation.Facts.Where(fact => !fact.IsHint)];
    }

    /// <summary>What time alone made known: the server looks each second. Silence is not what this is about.</summary>
    public IReadOnlyList<Fact> Waits(double seconds)
    {
        var known = new List<Fact>();
        for (var end = Now + (long)(seconds * 1000); Now < end;)
        {
            Now = Math.Min(end, Now + 1000);
            var facts = Observation.AtTime(Device, Now, Patient, Rules);
            Happens([.. facts]);
            known.AddRange(facts);
        }

        return known;
    }

    /// <summary>What a person was answered.</summary>
    public ActAnswer Does(Act act)
    {
        var (answer, facts) = Acts.Judge(Device, act, Rules, Now);
        if (facts.Count > 0)
        {
            Device = Device.Apply(act, Now);
            Happens([.. facts]);
        }

        return answer;
    }

    /// <summary>What is said about how far to believe it.</summary>
    public ReportAnswer Says(ReportEvent said)
    {
        var (reply, next, facts) = Reports.Judge(Device, said, Rules, Now);
        Device = next;
        Happens([.. facts]);
        return reply.Answer;
    }

    /// <summary>The server finds out something itself.</summary>
    public void Learns(FactKind kind, int slot = 0) => Happens([.. Observation.After(Device, new Fact(kind, slot, Now), Rules)]);

    /// <summary>The alarm with this code; null when there is none or it is over.</summary>
    public Alarm? Alarm(string code, int slot = 0) =>
        Device.Kind.Rules.Of(code) is { } rule && Device.Watch.AlarmOf(rule.Condition, slot) is { } alarm && !alarm.IsOver(Now) ? alarm : null;

    public void Happens(params Fact[] facts)
    {
        foreach (var fact in facts)
        {
            Device = Device.Apply(fact);
        }
    }

    private static string Json(bool value) => value ? "true" : "false";
}
