using System.Net;
using Stations.EndToEnd.Running;
using Stations.Tests;

namespace Stations.EndToEnd;

/// <summary>The map of the riders' pages: our own sketch, unless the operator names whose pictures lie below it.</summary>
public sealed class MapPageTests(DemoServer demo)
{
    [Fact]
    public async Task The_map_goes_by_keys_and_shows_the_station_that_is_tapped()
    {
        await using var browser = await Browser.Start();
        var server = await demo.Server;
        await browser.As(390, 844);
        await browser.Open(server.Address("/map?district=xiangyang-wanda"));
        await browser.Until("document.querySelectorAll('.pin').length > 1");
        await browser.Read("window.before = document.querySelector('.pin').style.transform");
        await browser.Press(".ground", "ArrowLeft");
        await browser.Until("document.querySelector('.pin').style.transform !== before");
        await browser.Press(".ground", "0");
        await browser.Until("document.querySelector('.pin').style.transform === before");
        await browser.Click(".zoom button");
        await browser.Until("document.querySelector('.pin').style.transform !== before");
        await browser.Press(".ground", "0");
        await browser.Until("document.querySelector('.pin:not(.many)')");
        await browser.Click(".pin:not(.many)");
        await browser.Until("document.querySelector('.map-page .card h3 a')");
        await browser.Click(".map-page .card h3 a");
        await browser.Until("location.pathname.startsWith('/s/xiangyang-wanda:') && document.querySelector('.comfort li')");
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task Tiles_of_whom_the_operator_names_are_loaded_by_the_map_alone()
    {
        var host = $"http://127.0.0.1:{Ports.Free()}/";
        using var tiles = new HttpListener { Prefixes = { host } };
        var asked = new Watched();
        var addresses = new List<string>();
        using var ending = new CancellationTokenSource();
        tiles.Start();
        var serving = Serve();
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Demo($"--Pages:Tiles={host}{{z}}/{{x}}/{{y}}.png", "--Pages:TilesCredit=© Somebody");
        await browser.As(390, 844);
        await browser.Open(server.Address("/?district=xiangyang-wanda"));
        await browser.Until("document.querySelector('.pill').textContent === '实时' && document.querySelectorAll('.card').length === 7");
        Assert.Empty(asked.Read(() => addresses.ToArray()));

        await browser.Click(".tabs a[href='/map']");

        await asked.Until(() => addresses.Count > 3, () => $"tiles; asked for were {string.Join(' ', addresses)}");
        Assert.All(asked.Read(() => addresses.ToArray()), address => Assert.Matches("^/[0-9]+/[0-9]+/[0-9]+[.]png$", address));
        Assert.Empty(await browser.Faults());
        await ending.CancelAsync();
        await serving;

        async Task Serve()
        {
            try
            {
                while (true)
                {
                    // Which does not always end with the listener.
                    var one = await tiles.GetContextAsync().WaitAsync(ending.Token);
                    asked.Change(() => addresses.Add(one.Request.RawUrl!));
                    one.Response.StatusCode = 404;
                    one.Response.Close();
                }
            }
            catch (OperationCanceledException)
            {
                // Nobody asks any more.
            }
        }
    }
}
