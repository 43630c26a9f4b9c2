using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

/// <summary>From the list to the door, in a real browser: what changes is seen to change, what falls silent is told in time, and a page that lost its server finds it again.</summary>
public sealed class RiderJourneyTests
{
    private const string NothingPromised = "document.querySelectorAll('.door').length === 12 && !document.querySelector('.door.free, .comfort .free, .appliances .state.free')";
    private const string Doubted = "document.querySelectorAll('.door').length === 12 && !document.querySelector('.door.free') && document.querySelector('.foot .age').textContent.includes('未确认')";
    private const string OneStream = "fetch('/metrics').then(answer => answer.text()).then(text => /^stations_stream_clients 1$/m.test(text))";

    private readonly Cabinet cabinet = new("journey", "cab-1", "s");

    [Fact]
    public async Task A_rider_finds_a_slot_sees_it_taken_under_their_eyes_and_reports_it_broken()
    {
        await using var server = await ServerProcess.Open();
        await using var browser = await Browser.Start();
        await server.Publish(cabinet.BirthTopic, cabinet.Birth());
        await browser.As(390, 844);
        await browser.Open(server.Address("/"));
        await browser.Until(Browser.Live);
        await browser.Read("window.neverReloaded = true");
        await browser.Click(".need[href='/?needs=charge']");
        await browser.Until("document.querySelector('.count').textContent.startsWith('1 / 1') && document.querySelector('.tile.free b').textContent === '1'");
        await browser.Click(".card h3 a");
        await browser.Until("document.querySelectorAll('.door').length === 2 && document.querySelector('.door').matches('.free') && document.querySelector('.comfort li').matches('.free')");

        await server.Publish(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.01.present\":true"));
        await browser.Until("!document.querySelector('.door.free') && document.querySelector('.comfort li').matches('.busy') && document.querySelector('.why').textContent.includes('2 个在用')");
        await browser.Picture("rider-taken");

        await browser.Tap("1");
        await browser.Tap("坏了");
        await browser.Tap("发送");
        await browser.Until("document.querySelector('.told b')?.textContent.match(/[0-9A-Z]{4}-[0-9A-Z]{4}/) && document.querySelector('.door .because')?.textContent.includes('骑手反映')");
        Assert.True((await browser.Read("window.neverReloaded")).GetBoolean());
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task A_plug_that_is_pulled_is_told_at_once_and_nothing_is_promised_any_more()
    {
        // By silence alone it would take three minutes, and a page that hears nothing would promise its doors for a quarter of an hour.
        await using var server = await ServerProcess.Open();
        await using var browser = await Browser.Start();
        await using var simulators = Wanda.Start(server);
        await AtTheDoor(server, browser);

        simulators.Signal("KILL");

        await browser.Until($"{NothingPromised} && [...document.querySelectorAll('.station .age')].every(one => one.textContent.includes('无信号')) && {Browser.Live}");
        await browser.Picture("rider-unplugged");
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task A_network_that_hangs_is_first_not_confirmed_and_then_unknown()
    {
        await using var server = await ServerProcess.Open("--Silence:StaleSeconds=5", "--Silence:OfflineSeconds=21");
        await using var browser = await Browser.Start();
        await using var simulators = Wanda.Start(server);
        await AtTheDoor(server, browser);

        // Noted by the page itself, which misses nothing between two looks at it.
        await browser.Read($"new MutationObserver(() => window.doubted ||= {Doubted}).observe(document.body, {{ subtree: true, childList: true, characterData: true, attributes: true }})");
        simulators.Signal("STOP");

        await browser.Until("window.doubted");
        await browser.Until($"{NothingPromised} && document.querySelector('.foot .age').textContent.includes('无信号')");
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task A_page_whose_server_was_cut_off_says_so_and_heals_alone()
    {
        await using var server = await ServerProcess.Open();
        await using var browser = await Browser.Start();
        await server.Publish(cabinet.BirthTopic, cabinet.Birth());
        await browser.As(390, 844);
        await browser.Open(server.Address($"/s/{cabinet.StationId}"));
        await browser.Until($"{Browser.Live} && document.querySelector('.door').matches('.free')");
        await browser.Read("window.neverReloaded = true");

        await server.Kill();
        await browser.Until("document.querySelector('.pill').textContent.includes('离线') && document.querySelector('.band b').textContent.includes('的情况')");
        await browser.Picture("rider-cut-off");

        await server.Start();
        await browser.Until($"{Browser.Live} && !document.querySelector('.band')");
        await server.Publish(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.01.present\":true"));
        await browser.Until("!document.querySelector('.door.free') && document.querySelector('.comfort li').matches('.busy')");
        Assert.True((await browser.Read("window.neverReloaded")).GetBoolean());
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task Windows_of_one_browser_share_one_stream_and_the_last_one_keeps_it()
    {
        await using var server = await ServerProcess.Open();
        await using var browser = await Browser.Start();
        await server.Publish(cabinet.BirthTopic, cabinet.Birth());
        await browser.As(390, 844);
        await browser.Open(server.Address("/"));
        await browser.Until($"{Browser.Live} && document.querySelector('.tile.free b').textContent === '1'");
        await browser.Window(1);
        await browser.Open(server.Address($"/s/{cabinet.StationId}"));
        await browser.Until($"{Browser.Live} && document.querySelector('.door').matches('.free')");
        await server.Publish(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.01.present\":true"));
        await browser.Until("!document.querySelector('.door.free')");
        await browser.Window(0);
        await browser.Until("document.querySelector('.tile.busy b')?.textContent === '0'");
        await browser.Until(OneStream);

        await browser.Open("about:blank");
        await browser.Window(1);
        await server.Publish(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.01.present\":false"));
        await browser.Until($"{Browser.Live} && document.querySelector('.door').matches('.free')");
        await browser.Until(OneStream);
        Assert.Empty(await browser.Faults());
    }

    private static async Task AtTheDoor(ServerProcess server, Browser browser)
    {
        await using var stream = await server.Stream("include=stations,devices");
        await stream.All((stations, devices) => stations.Count >= 7 && devices.Count >= 35, "the district's devices");
        await browser.As(390, 844);
        await browser.Open(server.Address("/s/xiangyang-wanda:wanda-1"));
        await browser.Until($"{Browser.Live} && document.querySelectorAll('.door').length === 12 && document.querySelector('.door.free') && document.querySelector('.comfort .free')");
    }
}
