using System.Globalization;
using System.Text;
using DeviceSimulators.Faults;
using DeviceSimulators.Judging;
using DeviceSimulators.Truth;

namespace Stations.Tests.Simulators;

/// <summary>The judge's arithmetic, by logs made by hand. Times are seconds.</summary>
public sealed class JudgeTests
{
    private const string Cabinet = "d:n:cab";
    private const long Start = 1_700_000_000_000;
    private readonly Judge judge = new();

    [Fact]
    public void What_is_shown_as_it_is_has_nothing_against_it()
    {
        Is(0, Being.Free);
        Shown(1, "AVAILABLE");
        Is(100, Being.Taken);
        Shown(102, "CHARGING");
        Is(200, Being.Broken);
        Shown(203, "OUTOFORDER");

        Assert.Empty(Finish(300).Failures);
    }

    [Fact]
    public void A_second_of_false_freedom_is_found()
    {
        Is(0, Being.Free);
        Shown(1, "AVAILABLE");
        Is(100, Being.Taken);
        Shown(104, "CHARGING");

        var ordinary = Assert.Single(Finish(300).Accounts);
        Assert.Equal((1.0, 3.0, 0.0), (ordinary.FalseFree, ordinary.FreeWithinBound, ordinary.Wrong));
    }

    [Fact]
    public void Becoming_something_else_that_is_not_free_gives_no_new_time_to_notice()
    {
        Is(0, Being.Free);
        Shown(1, "AVAILABLE");
        Is(100, Being.Taken);
        Is(102, Being.Broken);
        Is(104, Being.Taken);

        Assert.Equal(10 - FaultKind.Told, Finish(110).FalseFreeSeconds);
    }

    [Fact]
    public void A_free_slot_that_is_shown_as_taken_is_wrong_and_one_that_is_unknown_is_not()
    {
        Is(0, Being.Taken);
        Shown(1, "CHARGING");
        Is(100, Being.Free);
        Shown(110, "UNKNOWN");

        var verdict = Finish(130);
        Assert.Equal((0.0, 7.0, 20.0), (verdict.FalseFreeSeconds, verdict.WrongSeconds, Assert.Single(verdict.Accounts).Unknown));
    }

    [Fact]
    public void A_node_without_power_may_look_free_for_its_time_and_no_longer()
    {
        Is(0, Being.Free);
        Shown(1, "AVAILABLE");
        judge.Take(new TruthLine.Injected(At(50), "p", "plug_pull", "d:n", Must.Unknown, 180, 35));
        Is(60, Being.Taken);
        Shown(240, "UNKNOWN");

        var account = Account(Finish(250), "plug_pull");
        Assert.Equal((10.0, 170.0, 190.0), (account.FalseFree, account.FreeWithinBound, Assert.Single(account.Delays)));
    }

    [Fact]
    public void After_its_end_a_fault_excuses_until_all_must_be_right_again()
    {
        Is(0, Being.Free);
        Shown(1, "AVAILABLE");
        judge.Take(new TruthLine.Injected(At(50), "p", "plug_pull", "d:n", Must.Unknown, 180, 35));
        Shown(95, "UNKNOWN");
        judge.Take(new TruthLine.Ended(At(300), "p"));
        Shown(330, "CHARGING");
        Shown(345, "AVAILABLE");

        Assert.Equal(10, Finish(400).WrongSeconds);
    }

    [Fact]
    public void What_nobody_can_know_is_counted_under_its_own_name()
    {
        Is(0, Being.Free);
        Shown(1, "AVAILABLE");
        judge.Take(new TruthLine.Injected(At(50), "l", "lying_sensor", Cabinet, Must.AsTrue, 3, 3, "nobody sees it"));
        Is(60, Being.Taken);
        Is(90, Being.Free);
        judge.Take(new TruthLine.Ended(At(100), "l"));

        var verdict = Finish(200);
        Assert.Empty(verdict.Failures);
        Assert.Equal(30, Account(verdict, "lying_sensor").FalseFree);
        Assert.Contains("nobody sees it", verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_that_never_came_came_late_or_came_for_nothing_is_found()
    {
        Alarms(1);
        Due(10, "LEAKAGE", begins: true);
        Due(70, "LEAKAGE", begins: false);
        Due(100, "SMOKE", begins: true);
        Alarms(120, "SMOKE");
        Due(130, "SMOKE", begins: false);
        Alarms(200, "SMOKE", "FLOOD");

        var alarms = Finish(300).Alarms.ToDictionary(alarm => alarm.Code, alarm => (alarm.Due, alarm.Missed, alarm.Late, alarm.False));
        Assert.Equal((1, 1, 0, 0), alarms["LEAKAGE"]);
        Assert.Equal((1, 0, 1, 0), alarms["SMOKE"]);
        Assert.Equal((0, 0, 0, 1), alarms["FLOOD"]);
    }

    [Fact]
    public void An_alarm_whose_reason_did_not_last_is_not_due_and_one_raised_before_its_time_has_no_reason()
    {
        Alarms(1);
        Due(10, "DOOR_LEFT_OPEN", begins: true);
        Due(60, "DOOR_LEFT_OPEN", begins: false);
        Due(100, "DOOR_LEFT_OPEN", begins: true);
        Alarms(130, "DOOR_LEFT_OPEN");

        var alarm = Assert.Single(Finish(140).Alarms);
        Assert.Equal((0, 1), (alarm.Due, alarm.False));
    }

    [Fact]
    public void What_only_a_person_ends_stays_out_of_order_whatever_is_so()
    {
        Is(0, Being.Free);
        Shown(1, "AVAILABLE");
        Alarms(2);
        Due(100, "SMOKE", begins: true);
        Is(100, Being.Broken);
        Alarms(101, "SMOKE");
        Shown(101, "OUTOFORDER");
        Due(200, "SMOKE", begins: false);
        Is(200, Being.Free);
        Alarms(900);
        Shown(901, "AVAILABLE");

        Assert.Empty(Finish(1000).Failures);
    }

    [Fact]
    public void Older_after_newer_is_found()
    {
        Shown(10, "AVAILABLE", reportedAt: 9);
        Shown(20, "AVAILABLE", reportedAt: 8);
        See(30, "station", """{"id":"d:s","sequence":5,"needs":{}}""", "e-7");
        See(40, "station", """{"id":"d:s","sequence":4,"needs":{}}""", "e-6");

        Assert.Equal(3, Finish(50).WentBack);
    }

    [Fact]
    public void A_sum_that_is_not_the_sum_is_found()
    {
        Shown(10, "AVAILABLE");
        See(10, "station", """{"id":"d:s","sequence":1,"needs":{"charge":{"free":2,"total":1}}}""");
        judge.Pause(At(10));
        See(17, "station", """{"id":"d:s","sequence":2,"needs":{"charge":{"free":1,"total":1}}}""");
        judge.Pause(At(17));

        Assert.Equal(5, Finish(50).WrongSums);
    }

    [Fact]
    public void Without_a_stream_nothing_is_well() => Assert.NotEmpty(Finish(10).Failures);

    [Fact]
    public void A_truth_log_comes_back_as_it_was_written()
    {
        var path = Path.GetTempFileName();
        List<TruthLine> lines =
        [
            new TruthLine.Is(1, "d:n:cab/3", Being.Taken), new TruthLine.Due(2, "d:n", "OFFLINE", Begins: true),
            new TruthLine.Injected(3, "x", "frozen", "d:n:cab", Must.NotFree, 3, 35, "why"), new TruthLine.Ended(4, "x"),
        ];
        using (var file = new TruthFile(path))
        {
            file.Write(lines);
        }

        File.AppendAllText(path, "{\"t\":\"is\",\"at\":5,");
        Assert.Equal(lines, TruthFile.Read(path));
        File.Delete(path);
    }

    [Fact]
    public void An_event_is_read_once_it_is_whole()
    {
        var bytes = Encoding.UTF8.GetBytes(": ping\n\nevent: device\nid: e-1\ndata: {}\n\nevent: ");
        Assert.Equal("", StreamEvent.Read(bytes, out var length)!.Name);
        var news = StreamEvent.Read(bytes.AsMemory(length), out var second)!;
        Assert.Equal(("device", "e-1", "{}"), (news.Name, news.Id, Encoding.UTF8.GetString(news.Data.Span)));
        Assert.Null(StreamEvent.Read(bytes.AsMemory(length + second), out var rest));
        Assert.Equal(0, rest);
    }

    private static long At(int second) => Start + second * 1000L;

    private void Is(int second, Being being) => judge.Take(new TruthLine.Is(At(second), Cabinet, being));

    private void Due(int second, string code, bool begins) => judge.Take(new TruthLine.Due(At(second), Cabinet, code, begins));

    private void Shown(int second, string status, int reportedAt = 0) => See(second, "device", string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"{{Cabinet}}","station":"d:s","kind":"charging_cabinet","status":"{{status}}","reportedAt":"{{DateTimeOffset.FromUnixTimeMilliseconds(At(reportedAt)):O}}","free":1,"total":1}"""));

    private void Alarms(int second, params string[] codes) => See(second, "alarms", string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"total":{{codes.Length}},"alarms":[{{string.Join(',', codes.Select(code => $$"""{"id":"{{Cabinet}}:0:{{code}}","code":"{{code}}","status":"ACTIVE","device":"{{Cabinet}}","station":"d:s","slot":0,"raises":1}"""))}}]}"""));

    private void See(int second, string name, string json, string id = "") => judge.See(At(second), new StreamEvent(name, id, Encoding.UTF8.GetBytes(json)));

    private Verdict Finish(int second) => judge.Finish(At(second));

    private static Account Account(Verdict verdict, string name) => verdict.Accounts.Single(account => account.Name == name);
}
