using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Stations.Model;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Api;
using Stations.Server.Tests.Api;
using Stations.Tests;

namespace Stations.Server.Tests.Commands;

/// <summary>Commands from an operator to a device and back, through the running server. Each test has a cabinet of its own.</summary>
public sealed class CommandTests(RunningServer server)
{
    private const string Start = """{"command":"charge.start","slot":2,"args":{"target_pct":90},"reason":"a test"}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_start_is_heard_done_and_seen_and_nothing_is_shown_as_charging_before_it_is()
    {
        await using var cabinet = await Cabinet("start");

        var id = await cabinet.Give(Start);
        var (command, message) = await cabinet.Hears("the start");

        Assert.Equal(("charge.start", id, 2, 90), (command.Cmd, command.Id, command.Slot, command.Number(CommandMessage.TargetPct)));
        Assert.InRange(command.Exp!.Value - command.Epoch!.Value, 8_000, 10_000);
        Assert.InRange(message.Properties.Number(PropertyId.MessageExpiryInterval)!.Value, 1u, 10u);
        Assert.Equal("wn/1/start/cab-1/cab/ack", message.Properties.Text(PropertyId.ResponseTopic));
        Assert.Equal(id, Encoding.UTF8.GetString(message.Properties.Data(PropertyId.CorrelationData)!.Value.Span));
        await cabinet.Becomes(id, "SENT");
        await cabinet.Says(id, AckState.Received);
        await cabinet.Becomes(id, "RECEIVED");
        await cabinet.Says(id, AckState.Done);
        await cabinet.Becomes(id, "DONE", "AWAITED");
        Assert.NotEqual("CHARGING", await cabinet.Use(2));

        await cabinet.Tells("\"slot.02.relay\":true,\"slot.02.power_w\":410");
        var seen = await cabinet.Becomes(id, "DONE", "SEEN");

        Assert.Equal("CHARGING", await cabinet.Use(2));
        Assert.Equal(["QUEUED", "SENT", "RECEIVED", "DONE"], seen["steps"]!.AsArray().Select(step => (string?)step!["state"]));
        Assert.Equal(("operator", "a test"), ((string?)seen["by"], (string?)seen["reason"]));
    }

    [Fact]
    public async Task The_same_key_is_the_same_command_and_another_wish_under_it_is_refused()
    {
        await using var cabinet = await Cabinet("same");

        var first = await cabinet.Give(Start, "once");
        await cabinet.Hears("the start");
        await cabinet.Says(first, AckState.Rejected, "no contact");
        await cabinet.Becomes(first, "REJECTED");

        Assert.Equal(first, await cabinet.Give("""{"reason":"a test","slot":2,"args":{"target_pct":90},"command":"charge.start"}""", "once"));
        await (await cabinet.Ask(Start.Replace("90", "80", StringComparison.Ordinal), "once")).IsProblem(HttpStatusCode.Conflict, "key_taken");
        Assert.True(cabinet.HeardNothing, "A command was sent twice.");
        Assert.Equal("no contact", (string?)(await cabinet.Find(first))["steps"]![2]!["reason"]);
    }

    [Fact]
    public async Task Interlocks_refuse_by_name_and_a_stop_is_taken_all_the_same()
    {
        await using var cabinet = await Cabinet("locked");
        await cabinet.Tells("\"slot.02.door\":\"open\"");
        var open = await (await cabinet.Ask(Start)).IsProblem(HttpStatusCode.Conflict, "interlock");
        await cabinet.Tells("\"slot.02.door\":\"closed\",\"smoke\":true");
        var smoke = await (await cabinet.Ask(Start)).IsProblem(HttpStatusCode.Conflict, "interlock");
        var door = await (await cabinet.Ask("""{"command":"slot.open","slot":1,"reason":"a test"}""")).IsProblem(HttpStatusCode.Conflict, "interlock");

        Assert.Equal(["DOOR_SHUT", "SAFE", "SAFE"], new[] { open, smoke, door }.Select(problem => (string?)problem["errors"]!["interlock"]![0]));
        var stop = await cabinet.Give("""{"command":"charge.stop","slot":2,"reason":"a test"}""");
        while ((await cabinet.Hears("the stop")).Command.Id != stop)
        {
        }
    }

    [Fact]
    public async Task A_stop_goes_ahead_of_what_waits_and_is_said_until_nothing_flows()
    {
        await using var cabinet = await Cabinet("stops");
        await cabinet.Tells("\"slot.02.relay\":true,\"slot.02.power_w\":410");
        var light = await cabinet.Give("""{"command":"light","args":{"duration_s":60},"reason":"a test"}""");
        Assert.Equal(light, (await cabinet.Hears("the light")).Command.Id);
        var waiting = await cabinet.Give("""{"command":"slot.open","slot":2,"reason":"a test"}""");

        var stop = await cabinet.Give("""{"command":"charge.stop","slot":2,"reason":"a test"}""");

        Assert.Equal(stop, (await cabinet.Hears("the stop")).Command.Id);
        Assert.Equal("CANCELED", (string?)(await cabinet.Find(waiting))["state"]);
        await cabinet.Says(stop, AckState.Done);
        while ((await cabinet.Hears("the stop once more, since power flows")).Command.Id != stop)
        {
        }

        await cabinet.Tells("\"slot.02.relay\":false,\"slot.02.power_w\":0");
        await cabinet.Becomes(stop, "DONE", "SEEN");
    }

    [Fact]
    public async Task What_waits_for_its_turn_can_be_taken_back_and_what_is_on_its_way_cannot()
    {
        await using var cabinet = await Cabinet("back");
        var first = await cabinet.Give("""{"command":"light","args":{"duration_s":60},"reason":"a test"}""");
        var second = await cabinet.Give("""{"command":"light","args":{"duration_s":0},"reason":"a test"}""");
        await cabinet.Becomes(first, "SENT");

        await (await Delete(cabinet, first)).IsProblem(HttpStatusCode.Conflict, "command_sent");
        Assert.Equal(HttpStatusCode.OK, (await Delete(cabinet, second)).StatusCode);

        Assert.Equal("CANCELED", (string?)(await cabinet.Find(second))["state"]);
        await (await Delete(cabinet, "nonsense")).IsProblem(HttpStatusCode.NotFound, "not_found");
        var page = await server.Operator.GetStringAsync($"/api/v1/devices/{cabinet.Id}/commands?limit=1", Cancellation);
        Assert.Contains(second, page, StringComparison.Ordinal);
        Assert.DoesNotContain(first, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_finds_no_device_expires_and_was_never_sent()
    {
        var cabinet = new CommandedCabinet(server, "away");
        await cabinet.Bear();
        await cabinet.Listen();
        await cabinet.Deafen();

        var id = await cabinet.Give("""{"command":"light","expires":1,"reason":"a test"}""");
        var over = await cabinet.Becomes(id, "EXPIRED");

        Assert.Equal(["QUEUED", "EXPIRED"], over["steps"]!.AsArray().Select(step => (string?)step!["state"]));
        await cabinet.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"command":"fly","reason":"a test"}""", HttpStatusCode.BadRequest, "invalid_body", "command")]
    [InlineData("""{"command":"slot.open","slot":1}""", HttpStatusCode.BadRequest, "invalid_body", "reason")]
    [InlineData("""{"command":"slot.open","slot":3,"reason":"a test"}""", HttpStatusCode.NotFound, "not_found", "")]
    [InlineData("""{"command":"slot.open","reason":"a test"}""", HttpStatusCode.NotFound, "not_found", "")]
    [InlineData("""{"command":"reboot","slot":1,"reason":"a test"}""", HttpStatusCode.NotFound, "not_found", "")]
    [InlineData("""{"command":"charge.start","slot":2,"args":{"target_pct":101},"reason":"a test"}""", HttpStatusCode.BadRequest, "invalid_body", "args")]
    [InlineData("""{"command":"light","args":{"target_pct":90},"reason":"a test"}""", HttpStatusCode.BadRequest, "invalid_body", "args")]
    [InlineData("""{"command":"slot.open","slot":1,"expires":11,"reason":"a test"}""", HttpStatusCode.BadRequest, "invalid_body", "expires")]
    [InlineData("""{"command":"slot.open","slot":1,"expires":0,"reason":"a test"}""", HttpStatusCode.BadRequest, "invalid_body", "expires")]
    [InlineData("""{"command":"slot.open","slot":1,"hurry":true,"reason":"a test"}""", HttpStatusCode.BadRequest, "invalid_body", "hurry")]
    public async Task What_cannot_be_done_says_why(string body, HttpStatusCode status, string code, string fields)
    {
        var cabinet = new CommandedCabinet(server, "wrong");
        await cabinet.Bear();

        var problem = await (await cabinet.Ask(body)).IsProblem(status, code);

        Assert.Equal(fields, problem["errors"] is null ? "" : string.Join(' ', problem.Errors()));
    }

    [Fact]
    public async Task What_came_too_late_is_gone_and_says_what_to_do()
    {
        var device = new DeviceInfo(new("late", "cab-1", "cab"), DeviceKind.ChargingCabinet, new("late", "s"), "柜", 2, null);
        var request = new CommandRequest(CommandVerb.SlotOpen, 1, "ops", "a test", AskedAt: 1, ExpiresAt: 1, Key: "key");
        using var answered = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = answered } };

        await CommandsApi.Reply(device, request, new CommandAnswer(CommandVerdict.Expired)).ExecuteAsync(context);

        var problem = JsonNode.Parse(answered.ToArray())!;
        Assert.Equal((410, "command_expired"), (context.Response.StatusCode, (string?)problem["code"]));
        Assert.Contains("Ask again", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_needed_a_device_too_and_riders_see_and_do_nothing()
    {
        var cabinet = new CommandedCabinet(server, "riders");
        await cabinet.Bear();
        using var body = new StringContent(Start, Encoding.UTF8, "application/json");

        await (await server.Operator.PostAsync($"/api/v1/devices/{cabinet.Id}/commands", body, Cancellation)).IsProblem(HttpStatusCode.BadRequest, "invalid_parameter");
        await (await server.Operator.PostAsync("/api/v1/devices/no:such:device/commands", body, Cancellation)).IsProblem(HttpStatusCode.NotFound, "not_found");
        await (await server.Riders.PostAsync($"/api/v1/devices/{cabinet.Id}/commands", body, Cancellation)).IsProblem(HttpStatusCode.Unauthorized, "operator_token_needed");
        await (await server.Riders.GetAsync($"/api/v1/devices/{cabinet.Id}/commands", Cancellation)).IsProblem(HttpStatusCode.Unauthorized, "operator_token_needed");
        await (await server.Riders.GetAsync("/api/v1/stream?include=commands", Cancellation)).IsProblem(HttpStatusCode.Unauthorized, "operator_token_needed");
    }

    [Fact]
    public async Task More_than_sixteen_at_a_time_are_not_taken_but_a_stop_is()
    {
        var cabinet = new CommandedCabinet(server, "full");
        await cabinet.Bear();
        for (var number = 0; number < 16; number++)
        {
            await cabinet.Give("""{"command":"light","reason":"a test"}""");
        }

        var problem = await cabinet.Ask("""{"command":"light","reason":"a test"}""");

        Assert.NotNull(problem.Headers.RetryAfter);
        await problem.IsProblem(HttpStatusCode.TooManyRequests, "commands_full");
        await cabinet.Give("""{"command":"power.cut","reason":"a test"}""");
    }

    private async Task<CommandedCabinet> Cabinet(string district)
    {
        var cabinet = new CommandedCabinet(server, district);
        await cabinet.Bear();
        await cabinet.Listen();
        return cabinet;
    }

    private Task<HttpResponseMessage> Delete(CommandedCabinet cabinet, string id) =>
        server.Operator.DeleteAsync($"/api/v1/devices/{cabinet.Id}/commands/{id}", Cancellation).Within("the answer");
}
