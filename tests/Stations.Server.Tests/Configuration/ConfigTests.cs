using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Stations.Mqtt.Packets;
using Stations.Server.Tests.Api;
using Stations.Server.Tests.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Configuration;

/// <summary>What a device is to be set to, from an operator to the device and back.</summary>
public sealed class ConfigTests(RunningServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_wanted_is_heard_and_in_sync_once_the_device_says_so()
    {
        await using var fridge = await Fridge("wanted");
        Assert.Equal("UNSET", await fridge.State());

        Assert.Equal(1, await fridge.Set(3));
        var message = await fridge.HearsAnything("its configuration");

        Assert.Equal((QoS.AtLeastOnce, """{"version":1,"values":{"set_c":3}}"""), (message.QoS, Encoding.UTF8.GetString(message.Payload.Span)));
        Assert.Equal("PENDING", await fridge.State());
        await fridge.Says(1, 3);
        Assert.Equal("IN_SYNC", await fridge.State());
        await fridge.Says(1, 8);
        Assert.Equal("DRIFTED", await fridge.State());
        Assert.Equal(2, await fridge.Set(2, 1));
        Assert.Equal("PENDING", await fridge.State());
        await fridge.Says(2, 8, "the thermostat is broken");
        var refused = await fridge.Find();
        Assert.Equal(("REFUSED", "the thermostat is broken"), ((string?)refused["state"], (string?)refused["reported"]!["refused"]));
        Assert.Equal(("operator", 2), ((string?)refused["desired"]!["by"], (double)refused["desired"]!["values"]!["set_c"]!));
        Assert.Equal("set_c", (string?)refused["takes"]![0]!["name"]);
    }

    [Fact]
    public async Task Operators_hear_of_it_as_it_changes_and_how_it_is_when_they_come()
    {
        await using var fridge = await Fridge("overheard");
        using var stream = new EventReader(await server.Operator.GetStreamAsync("/api/v1/stream?include=config&station=overheard:s", Cancellation).Within("the stream"));
        await stream.Snapshot("the beginning");

        await fridge.Set(3);
        Assert.Equal("PENDING", (string?)(await stream.Next("config", "what is wanted")).Json["state"]);
        await fridge.Says(1, 3);
        Assert.Equal("IN_SYNC", (string?)(await stream.Next("config", "the device's word")).Json["state"]);

        using var later = new EventReader(await server.Operator.GetStreamAsync("/api/v1/stream?include=config&station=overheard:s", Cancellation).Within("the later stream"));
        var known = (await later.Next("config", "what is known")).Json;
        Assert.Equal((fridge.Id, "IN_SYNC", 1), ((string?)known["device"], (string?)known["state"], (int)known["version"]!));
        using var refused = await server.Riders.GetAsync("/api/v1/stream?include=config", Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task A_device_that_connects_later_hears_it_all_the_same()
    {
        await using var fridge = new ConfiguredFridge(server, "later");
        await fridge.Bear();
        await fridge.Set(5);
        await fridge.Set(6, 1);

        await fridge.Listen();

        Assert.Equal(6, (await fridge.Hears(2)).Values["set_c"].Number);
    }

    [Fact]
    public async Task Two_who_change_it_do_not_undo_each_other_and_asking_twice_is_asking_once()
    {
        await using var fridge = new ConfiguredFridge(server, "both");
        await fridge.Bear();
        Assert.Equal(1, await fridge.Set(3));

        await (await fridge.Put(4)).IsProblem(HttpStatusCode.Conflict, "config_exists");
        Assert.Equal(2, await fridge.Set(4, 1));
        Assert.Equal(2, await fridge.Set(4, 1));
        await (await fridge.Put(5, 1)).IsProblem(HttpStatusCode.PreconditionFailed, "config_changed");
        await (await fridge.Put("""{"values":{"set_c":5}}""", "soon")).IsProblem(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Theory]
    [InlineData("""{"values":{"set_c":40}}""", "values.set_c")]
    [InlineData("""{"values":{"set_c":"cold","colour":"blue"}}""", "values.colour values.set_c")]
    [InlineData("""{"values":{"set_c":null}}""", "values.set_c")]
    [InlineData("{}", "values")]
    public async Task What_cannot_be_set_says_why(string body, string fields)
    {
        await using var fridge = new ConfiguredFridge(server, "cannot");
        await fridge.Bear();

        Assert.Equal(fields, string.Join(' ', (await (await fridge.Put(body, null)).IsProblem(HttpStatusCode.BadRequest, "invalid_body")).Errors()));
        Assert.Equal("UNSET", await fridge.State());
    }

    [Fact]
    public async Task Many_are_set_by_one_file_that_can_be_tried_and_sent_again()
    {
        await using var fridge = new ConfiguredFridge(server, "many");
        await fridge.Bear();
        await server.Bear("many", "air", "", """{"device":"ac","kind":"air_conditioner","station":"s","name":"空调"}""", "\"ac\":{\"mode\":\"off\"}");
        var file = $"name,device,value\nset_c,{fridge.Id},5\nset_c,many:air:ac,22\nmode,many:air:ac,auto\nmode,many:air:ac,fan\nset_c,many:air:ac:x,22\ncolour,{fridge.Id},blue\nset_c\n";

        var dry = await Import(file, "?dryRun=true");
        Assert.Equal((true, 3, 0, 4), Counts(dry));
        Assert.Equal("UNSET", await fridge.State());
        var first = await Import(file);
        var second = await Import(file);

        Assert.Equal((false, 3, 0, 4), Counts(first));
        Assert.Equal((false, 0, 3, 4), Counts(second));
        Assert.Equal(
            ["is the same setting as line 4; leave one out", "there is no device 'many:air:ac:x'; an id is district:node:device", "colour is nothing to set here; there is set_c", "has 1 cells; the header has 3"],
            first["rows"]!.AsArray().Skip(3).Select(row => (string?)row!["reason"]));
        Assert.Equal(["same_as_line 4", "no_such_device district:node:device", "no_such_setting set_c", "wrong_cells 1/3"], first["rows"]!.AsArray().Skip(3).Select(row => $"{row!["code"]} {row["detail"]}"));
        Assert.Equal(1, (long)(await fridge.Find())["version"]!);
        var json = await Import("""[{"device":"many:air:ac","name":"set_c","value":24},{"device":"many:air:ac","name":"mode"},3]""", type: "application/json");
        Assert.Equal((false, 1, 0, 2), Counts(json));
        Assert.Equal("bad_value auto, cooling, heating, fan, drying, off", $"{json["rows"]![1]!["code"]} {json["rows"]![1]!["detail"]}");
        var values = (await Get("/api/v1/devices/many:air:ac/config"))["desired"]!["values"]!;
        Assert.Equal((24, "auto"), ((double)values["set_c"]!, (string?)values["mode"]));
    }

    [Theory]
    [InlineData("device,value\n", "text/csv", "has the columns 'device,value' in line 1; there must be device, name and value, in any order, and no others")]
    [InlineData("{}", "application/json", """must be an array of objects such as {"device":"a:b:c","name":"set_c","value":4}""")]
    public async Task A_file_that_cannot_be_read_says_what_it_must_be(string file, string type, string mistake)
    {
        using var body = new StringContent(file, Encoding.UTF8, type);

        var problem = await (await server.Operator.PostAsync("/api/v1/devices/config/import", body, Cancellation)).IsProblem(HttpStatusCode.BadRequest, "invalid_body");

        Assert.Equal(mistake, (string?)problem["errors"]!["body"]![0]);
    }

    [Fact]
    public async Task What_devices_run_is_counted()
    {
        for (var number = 1; number <= 3; number++)
        {
            var birth = Encoding.UTF8.GetString(Samples.Birth(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), number, "", """{"device":"f","kind":"love_fridge","station":"s"}""", number < 2 ? "\"f\":{}" : $"\"f\":{{\"firmware_state\":\"{(number == 2 ? "installing" : "rolled_back")}\"}}"))
                .Replace("\"devices\"", $$"""
                    "node":{"maker":"海风","model":"LF-1","firmware":"7.{{number / 2}}"},"devices"
                    """, StringComparison.Ordinal);
            Assert.Equal(ReasonCode.Success, await server.PublishAnything($"wn/1/runs/n{number}/birth", Encoding.UTF8.GetBytes(birth)));
        }

        var counts = (await Get("/api/v1/firmware"))["versions"]!.AsArray().Where(one => (string?)one!["model"] == "LF-1").ToList();
        var one = await Get("/api/v1/devices/runs:n1:f/config");

        Assert.Equal([("7.1", 2), ("7.0", 1)], counts.Select(count => ((string?)count!["firmware"], (int)count["devices"]!)));
        Assert.Equal([(1, 0, 1), (0, 0, 0)], counts.Select(count => ((int)count!["updating"]!, (int)count["failed"]!, (int)count["rolledBack"]!)));
        Assert.Equal(("海风", "LF-1", "7.0"), ((string?)one["maker"], (string?)one["model"], (string?)one["firmware"]));
        Assert.NotNull(one["firmwareSince"]);
    }

    [Fact]
    public async Task A_word_that_cannot_be_read_is_refused_and_changes_nothing()
    {
        await using var fridge = await Fridge("garbled");
        await fridge.Set(3);

        Assert.Equal(ReasonCode.PayloadFormatInvalid, await server.PublishAnything($"{fridge.Topic}/reported", "{\"version\":1}"u8.ToArray()));

        Assert.Equal("PENDING", await fridge.State());
    }

    private static (bool DryRun, int Set, int Same, int Failed) Counts(JsonNode report) =>
        ((bool)report["dryRun"]!, (int)report["set"]!, (int)report["same"]!, (int)report["failed"]!);

    private async Task<ConfiguredFridge> Fridge(string district)
    {
        var fridge = new ConfiguredFridge(server, district);
        await fridge.Bear();
        await fridge.Listen();
        return fridge;
    }

    private async Task<JsonNode> Get(string path) => JsonNode.Parse(await server.Operator.GetStringAsync(path, Cancellation).Within($"GET {path}"))!;

    private async Task<JsonNode> Import(string file, string query = "", string type = "text/csv")
    {
        using var body = new StringContent(file, Encoding.UTF8, type);
        var answer = await server.Operator.PostAsync($"/api/v1/devices/config/import{query}", body, Cancellation).Within("the import");
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }
}
