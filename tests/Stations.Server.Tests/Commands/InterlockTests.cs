using System.Text.Json.Nodes;
using Stations.Protocol;
using Stations.Server.History;
using Stations.Server.Tests.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Commands;

/// <summary>What the server does by itself about a critical alarm, through the running server.</summary>
public sealed class InterlockTests(RunningServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Smoke_cuts_the_power_and_every_step_is_shown_and_kept_with_its_time()
    {
        await using var cabinet = await Cabinet("burning");

        await cabinet.Tells("\"smoke\":true,\"power_w\":430");
        var (cut, siren) = (await Heard(cabinet, CommandVerb.PowerCut), await Heard(cabinet, CommandVerb.Siren));

        Assert.Equal((null, 600), (cut.Slot, siren.Number(CommandMessage.DurationS)));
        Assert.Equal(["BEGAN DONE", "CUT AWAITED", "POWER_OFF AWAITED", "DOORS_KEPT_SHUT DONE", "PEOPLE_NOTIFIED DONE", "WORK_ORDER_REQUESTED DONE"], await Interlock(cabinet));
        await cabinet.Says(cut.Id!, AckState.Done);
        await cabinet.Tells("\"power_w\":0");
        await cabinet.Becomes(cut.Id!, "DONE", "SEEN");
        Assert.Equal(["BEGAN DONE", "CUT DONE", "POWER_OFF DONE", "DOORS_KEPT_SHUT DONE", "PEOPLE_NOTIFIED DONE", "WORK_ORDER_REQUESTED DONE"], await Interlock(cabinet));

        var events = await Events(cabinet);
        string[] expected =
        [
            "SmokeDetected", "InterlockBegan", "CommandOrdered", "CutOrdered", "CommandSent", "CommandDone", "CommandEffectSeen", "PowerFoundOff", "DoorsKeptShut", "PeopleNotified",
            "WorkOrderRequested",
        ];
        Assert.Empty(expected.Except(events.Select(one => (string)one!["kind"]!), StringComparer.Ordinal));
        var ordered = events.First(one => (string?)one!["kind"] == "CommandOrdered" && (string?)one["command"] == cut.Id);
        Assert.Equal(("SMOKE", "power.cut: SMOKE"), ((string?)ordered!["by"], (string?)ordered["text"]));
    }

    [Fact]
    public async Task A_device_that_tripped_by_itself_is_believed_and_not_told_to()
    {
        await using var cabinet = await Cabinet("tripped");

        await cabinet.Tells("\"leakage_ma\":45,\"power_w\":0");

        Assert.Equal(["BEGAN DONE", "CUT NOT_NEEDED", "POWER_OFF DONE", "PEOPLE_NOTIFIED DONE", "WORK_ORDER_REQUESTED DONE"], await Interlock(cabinet));
        Assert.True(cabinet.HeardNothing, "It was told what it had done.");
    }

    [Fact]
    public async Task A_charge_that_is_stopped_says_by_whom_and_by_which_command()
    {
        await using var cabinet = await Cabinet("stopped");
        await cabinet.Tells("\"slot.02.relay\":true,\"slot.02.power_w\":300,\"power_w\":320");
        await cabinet.Tells("\"slot.02.temperature_c\":62");
        var cut = await Heard(cabinet, CommandVerb.PowerCut);
        await cabinet.Says(cut.Id!, AckState.Done);
        await cabinet.Tells("\"slot.02.relay\":false,\"slot.02.power_w\":0,\"power_w\":20");
        await cabinet.Becomes(cut.Id!, "DONE", "SEEN");

        var ended = (await Events(cabinet)).Single(one => (string?)one!["kind"] == "SessionEnded")!;
        Assert.Equal(("STOPPED", "SLOT_TEMPERATURE_CRITICAL", cut.Id), ((string?)ended["text"], (string?)ended["by"], (string?)ended["command"]));
    }

    [Fact]
    public async Task What_is_proven_of_a_danger_is_told_with_it_as_it_happens()
    {
        await using var cabinet = await Cabinet("told");
        using var stream = new EventReader(await server.Operator.GetStreamAsync("/api/v1/stream?include=alarms", Cancellation).Within("the stream"));

        await cabinet.Tells("\"smoke\":true,\"power_w\":430");
        await PowerIs("AWAITED");
        await cabinet.Tells("\"power_w\":0");
        await PowerIs("DONE");

        async Task PowerIs(string state)
        {
            string? told;
            do
            {
                var alarms = (await stream.Next("alarms", $"the power to be told as {state}")).Json["alarms"]!.AsArray();
                var smoke = alarms.FirstOrDefault(one => (string?)one!["device"] == cabinet.Id && (string?)one["code"] == "SMOKE");
                told = (string?)smoke?["interlock"]?.AsArray().First(step => (string?)step!["step"] == "POWER_OFF")!["state"];
            }
            while (told != state);
        }
    }

    private static async Task<CommandMessage> Heard(CommandedCabinet cabinet, string verb)
    {
        while (true)
        {
            var (command, _) = await cabinet.Hears(verb);
            if (command.Cmd == verb)
            {
                return command;
            }
        }
    }

    private async Task<IEnumerable<string>> Interlock(CommandedCabinet cabinet)
    {
        var steps = (await server.Get($"/api/v1/devices/{cabinet.Id}"))["interlock"]!.AsArray();
        Assert.All(steps, step => Assert.True(step!["at"] is not null || (string?)step["state"] != "DONE", $"{step} has no time"));
        return steps.Select(step => $"{step!["step"]} {step["state"]}");
    }

    /// <summary>Once history has followed what was acknowledged by now.</summary>
    private async Task<JsonArray> Events(CommandedCabinet cabinet)
    {
        var now = TimeProvider.System.GetUtcNow();
        for (var tries = 0; tries < 300; tries++)
        {
            var answer = await server.Ask($"/api/v1/devices/{cabinet.Id}/events?limit=100");
            if ((DateTimeOffset)answer["asOf"]! >= now)
            {
                return answer["events"]!.AsArray();
            }

            await Task.Delay(HistoryFollower.Beat, TimeProvider.System, Cancellation);
        }

        Assert.Fail("History did not follow.");
        return null!;
    }

    private async Task<CommandedCabinet> Cabinet(string district)
    {
        var cabinet = new CommandedCabinet(server, district);
        await cabinet.Bear();
        await cabinet.Listen();
        return cabinet;
    }
}
