using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

/// <summary>What goes wrong around an operator, with real simulators: the console says so by itself, and is well again by itself.</summary>
public sealed class OperatorJourneyTests
{
    private const string Node = "xiangyang-wanda:wanda-1";
    private const int DevicesOfNode = 13;

    /// <summary>On a page that has not been loaded anew.</summary>
    private const string SamePage = "window.samePage === true";

    [Fact]
    public async Task A_plug_that_is_pulled_is_told_to_operators_and_riders_in_time()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Open("--Mqtt:Limits:KeepAliveSeconds=10", "--Alarms:OFFLINE:RaiseSeconds=2");
        await using var simulators = await Wanda.Online(server);
        await browser.Open(server.SignedIn($"/ops/devices?search={Node}:&connection=OFFLINE&lang=en"));
        await browser.Until($"{Browser.Live} && document.querySelector('main').innerText.includes('Nothing matches')");

        await using var stream = await server.Stream("include=devices&station=xiangyang-wanda:wanda-1");
        await ChildProcess.Run("dotnet", Built.Simulators, "fault", "plug_pull", "--device", Node, "--for", "10m", "--port", $"{server.MqttPort}");

        // Nobody says goodbye: the connection is missed once its keep-alive is over, and before silence alone would tell.
        await stream.All((_, devices) => devices.Where(device => device.Id.StartsWith(Node + ":", StringComparison.Ordinal)).All(device => device.Connection == "OFFLINE"), "the node's devices offline");
        Assert.DoesNotContain(stream.Changes, device => device.Connection == "STALE");
        await browser.Until($"document.querySelectorAll('tr.line.offline').length === {DevicesOfNode} && document.querySelector('tr.line').innerText.includes('Offline')");
        await browser.Open(server.Address("/s/xiangyang-wanda:wanda-1?lang=en"));
        await browser.Until("['Live'].includes(document.querySelector('.pill').textContent) && document.body.innerText.includes('Unknown')");

        // The alarm is raised once all of them have been offline for a while.
        await browser.Open(server.Address("/ops?lang=en"));
        await browser.Until("[...document.querySelectorAll('main section')].find(one => one.querySelector('h2')?.textContent === 'Silent nodes and stations')?.innerText.includes('All devices of a node silent')");
        await browser.Picture("operator-plug");
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task A_server_that_was_killed_leaves_the_console_honest_and_heals_it_when_it_is_back()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Open();
        await using var simulators = await Wanda.Online(server);
        await browser.Open(server.SignedIn("/ops/devices?lang=en"));
        await browser.Until($"{Browser.Live} && document.querySelectorAll('tr.line').length > 30");
        await browser.Read("window.samePage = true");

        await server.Kill();
        await browser.Until("document.querySelector('.pill').textContent.includes('Offline') && document.querySelector('main > .band').innerText.includes('As it was at') && document.querySelectorAll('tr.line').length > 30");
        await browser.Picture("operator-away");

        await server.Start();
        await browser.Until($"{SamePage} && {Browser.Live} && !document.querySelector('main > .band') && document.querySelectorAll('tr.line').length > 30");
        await browser.Until("[...document.querySelectorAll('tr.line')].every(line => line.innerText.includes('Online'))");
        Assert.Empty(await browser.Faults());
    }
}
