using System.Text;
using System.Text.Json;
using Stations.EndToEnd.Running;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;

namespace Stations.EndToEnd;

/// <summary>What a tired operator is promised, in a real browser against the real server: woken by danger, led to it, and never misled by what is old.</summary>
public sealed class OperatorPageTests(DemoServer demo)
{
    /// <summary>What the page has asked the server for and got.</summary>
    private const string Asked = "performance.getEntriesByType('resource').filter(one => one.name.includes('/api/') && one.responseEnd > 0)";

    [Fact]
    public async Task Smoke_wakes_the_operator_who_watches_the_interlock_acknowledges_and_resets()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Open();
        Cabinet burning = new("roadside", "fire-cab", "pit-stop"), open = new("roadside", "other-cab", "pit-stop");
        await server.Publish(open.BirthTopic, open.Birth());
        await server.Publish(burning.BirthTopic, burning.Birth());
        await server.Publish(open.TelemetryTopic, open.Telemetry("\"mains_ok\":false"));
        await browser.SignIn(server, "王敏");
        await browser.Read("window.tones = 0; window.begin = OscillatorNode.prototype.start; OscillatorNode.prototype.start = function (...at) { tones++; return begin.apply(this, at) }; true");
        await browser.Click(".siren");
        await browser.Until("document.querySelector('.siren').ariaPressed === 'true'");
        Assert.Equal(0, (await browser.Read("tones")).GetInt32());

        await server.Publish(burning.TelemetryTopic, burning.Telemetry("\"smoke\":true,\"power_w\":430"));

        await browser.Until("document.querySelector('.alarm')?.matches('.danger') && document.querySelector('.alarm').innerText.includes('烟雾') && document.title.startsWith('⚠') && tones > 0");
        await browser.Until(Step("正在断电", "busy") + " && " + Step("断电未证实", "busy") + " && " + Step("仓门保持关闭", "free"));
        await server.Publish(burning.TelemetryTopic, burning.Telemetry("\"power_w\":0"));
        await browser.Until(Step("断电已证实", "free"));
        await browser.Picture("operator-smoke");
        await browser.Click(".alarm.danger .go .main");
        await browser.Until("document.querySelector('dialog[open]')");
        await browser.Click("dialog .form > .main");
        await browser.Until("document.querySelector('.alarm.danger.seen')?.innerText.includes('王敏已确认') && !document.title.startsWith('⚠')");
        Assert.True((await browser.Read("document.querySelector('.alarm').matches('.danger')")).GetBoolean());

        await server.Publish(burning.TelemetryTopic, burning.Telemetry("\"smoke\":false"));
        await browser.Click("text=复位");
        await browser.Click("dialog .form > .main");
        await browser.Until("!document.querySelector('.danger')");
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task A_filter_in_the_address_survives_a_reload_and_can_be_kept_under_a_name()
    {
        await using var browser = await Browser.Start();
        var server = await demo.Server;
        await browser.Open(server.SignedIn("/ops/devices?lang=en"));
        await browser.Until("document.querySelectorAll('tr.line').length === 100");
        await browser.Choose("select[aria-label=Kind]", "Water cooler");
        await browser.Type("input[type=search]", "wanda");
        await browser.Until("location.search.includes('kind=water_cooler') && location.search.includes('search=wanda') && document.querySelectorAll('tr.line').length === 7");
        await browser.Click(".views .plain");
        await browser.Type("dialog input", "Wanda's coolers");
        await browser.Click("dialog .form > .main");
        await browser.Until("document.querySelector('.views a')?.textContent === \"Wanda's coolers\"");

        await browser.Open((await browser.Read("location.href")).GetString()!);
        await browser.Until("document.querySelectorAll('tr.line').length === 7 && document.querySelector('input[type=search]').value === 'wanda' && document.querySelector('select[aria-label=Kind]').value === 'water_cooler'");

        await browser.Open(server.Address("/ops/devices"));
        await browser.Until("document.querySelectorAll('tr.line').length === 100");
        await browser.Click(".views a");
        await browser.Until("document.querySelectorAll('tr.line').length === 7");
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task A_command_says_why_is_confirmed_by_typing_and_shows_how_far_it_came()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Open();
        var cabinet = new Cabinet("roadside", "pit-cab", "pit-stop");
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var device = await server.Connect(new MqttClientOptions
        {
            OnMessage = message =>
            {
                told.TrySetResult(JsonDocument.Parse(message.Payload).RootElement.GetProperty("id").GetString()!);
                return ValueTask.CompletedTask;
            },
        });
        Assert.False((await device.SubscribeAsync($"{cabinet.Prefix}/+/cmd")).IsFailure());
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.BirthTopic, cabinet.Birth()));
        await browser.Open(server.SignedIn($"/ops/devices/{cabinet.Id}?lang=en"));
        await browser.Until(Browser.Live);
        await browser.Until("[...document.querySelectorAll('main .go button')].some(one => one.textContent === 'Open door')");
        await browser.Click("text=Open door");
        await browser.Type("dialog label:has-text('Why') input", "a rider forgot a battery");
        Assert.True((await browser.Read("document.querySelector('dialog .form > .main').disabled")).GetBoolean());
        await browser.Type("dialog label:has-text('Type pit-cab 1 to confirm') input", "pit-cab 1");
        await browser.Click("dialog .form > .main");

        await browser.Until("document.querySelector('.commands li')?.innerText.includes('a rider forgot a battery') && document.querySelector('.commands .steps').innerText.includes('waits for the device')");
        var id = await told.Task.Expect("the command");
        Assert.Equal(ReasonCode.Success, await device.PublishAsync($"{cabinet.Prefix}/cab/ack", Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","state":"DONE"}""")));
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.01.door\":\"open\"")));
        await browser.Until("document.querySelector('.commands .steps').innerText.includes('done, says the device') && document.querySelector('.commands .steps').innerText.includes('seen in what it reports')");
        await browser.Picture("operator-command");
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task Nothing_of_the_console_is_shown_until_one_has_come_in_and_the_token_makes_the_first_account()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Open();
        await using var load = await Load(server, devices: 30);
        await browser.Open(server.Address("/ops/nodes?lang=en"));
        await browser.Until("document.querySelector('h1')?.textContent === 'Make the first account'");
        Assert.Equal(0, (await browser.Read("document.querySelectorAll('table').length")).GetInt32());
        Assert.Empty(await browser.Axe());
        await browser.Enter("Somebody", "a guess of theirs");
        await browser.Until("document.querySelector('.failure')");
        await browser.Enter("Somebody", server.Token);
        await browser.Until("document.querySelectorAll('main tbody tr').length > 20 && document.querySelector('.who').textContent.includes('Somebody')");
        Assert.Equal("", (await browser.Read("document.cookie.replace(/language=[\\w-]+/, '') + Object.keys(sessionStorage)")).GetString());

        await browser.Click(".who button");
        await browser.Until("document.querySelector('h1')?.textContent === 'Sign in'");
        Assert.Empty(await browser.Axe());
        await browser.Type("input[type=text]", "somebody");
        await browser.Type("input[type=password]", OpsConsole.Password);
        await browser.Click(".form > .main");
        await browser.Until("document.querySelectorAll('main tbody tr').length > 20");
    }

    [Fact]
    public async Task Of_ten_thousand_devices_the_page_asks_for_and_draws_no_more_than_of_two_hundred()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Open();

        var few = await Drawn(browser, server, devices: 200);
        var many = await Drawn(browser, server, devices: 10_000);

        TestContext.Current.TestOutputHelper?.WriteLine($"{few}\n{many}");
        Assert.Equal(few.Asked, many.Asked);
        Assert.Equal((100, 100), (few.Rows, many.Rows));
        Assert.InRange(many.Parts, few.Parts - 10, few.Parts + 10);
        Assert.InRange(many.Bytes, 1, few.Bytes * 1.25);
    }

    /// <summary>The first page of the devices, as somebody sees it who was never here.</summary>
    private static async Task<Drawing> Drawn(Browser browser, ServerProcess server, int devices)
    {
        await using var load = await Load(server, devices);
        await browser.As(1440, 900);
        await browser.Open(server.SignedIn("/ops/devices"));
        await browser.Until($"{OpsConsole.Settled} && ['devices', 'districts', 'fleet', 'reports'].every(what => {Asked}.some(one => one.name.includes(`/api/v1/${{what}}?`) || one.name.endsWith(`/api/v1/${{what}}`)))");
        return (await browser.Read($$"""
            ({
              asked: [...new Set({{Asked}}.map(one => new URL(one.name)).map(one => one.pathname + one.search))].sort().join(' '),
              bytes: {{Asked}}.find(one => one.name.includes('/api/v1/devices?')).encodedBodySize,
              rows: document.querySelectorAll('tr.line').length,
              parts: document.querySelectorAll('body *:not(option)').length,
            })
            """)).Deserialize<Drawing>(JsonSerializerOptions.Web)!;
    }

    /// <summary>Returns when the server shows so many devices; they go on sending.</summary>
    private static async Task<ChildProcess> Load(ServerProcess server, int devices)
    {
        await using var stream = await server.Stream("include=devices");
        var load = ChildProcess.StartDotnet(
            Built.Simulators, "load", "--port", $"{server.MqttPort}", "--devices", $"{devices}", "--rate", "500", "--connections", "20", "--duration", "5m");
        await stream.All((_, shown) => shown.Count == devices, $"{devices} devices", TimeSpan.FromMinutes(2));
        return load;
    }

    /// <summary>A step of the danger is told in these words and this tone.</summary>
    private static string Step(string words, string tone) => $"[...document.querySelectorAll('.danger .steps li.{tone}')].some(step => step.textContent.includes('{words}'))";

    /// <param name="Asked">The addresses, whatever was asked again meanwhile.</param>
    /// <param name="Bytes">Of the answer that has the devices, as it came over the air.</param>
    /// <param name="Parts">Elements of the page; but for the choice of a district, which has one of each.</param>
    private sealed record Drawing(string Asked, int Bytes, int Rows, int Parts);
}
