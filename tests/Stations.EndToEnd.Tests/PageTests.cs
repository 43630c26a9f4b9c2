using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

/// <summary>The pages in a real browser, beside the demo's districts. Pictures of them are left in <c>pictures</c> beside the tests.</summary>
public sealed class PageTests
{
    private const int Districts = 5;
    private readonly Cabinet cabinet = new("roadside", "pit-cab", "pit-stop");

    [Fact]
    public async Task The_riders_page_is_live_speaks_two_languages_and_heals_after_a_restart()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Started("--demo");
        await browser.Look(390, 844);
        await browser.Open(server.Address("/"));
        await browser.Until($"document.querySelectorAll('.group h2').length === {Districts}");
        await browser.Read("window.neverReloaded = true");
        await browser.Picture("rider-zh");

        await browser.Read("window.figures = () => [...document.querySelectorAll('.tile b, .facts span')].map(one => one.textContent).join(); window.before = figures(); true");
        await browser.Until("figures() !== before");

        await browser.Click("a[lang=en]");
        await browser.Until("document.documentElement.lang === 'en' && document.querySelector('h1').textContent === 'Rider stations'");
        await server.Publish(cabinet.BirthTopic, cabinet.Birth());
        await browser.Until(TileShows("1"));
        await browser.Picture("rider-en");

        // How many stations are open, and so may be green, depends on the hour.
        var free = (await browser.Read("document.querySelectorAll('.tile.free').length")).GetInt32();
        Assert.NotEqual(0, free);
        await server.Stop();
        await browser.Until("document.querySelector('.pill').textContent !== 'Live'");
        await server.Start();
        await browser.Until("document.querySelector('.pill').textContent === 'Live'");
        await server.Publish(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.02.present\":false"));
        await browser.Until(TileShows("2"));
        await browser.Until($"2 * document.querySelectorAll('.tile.free').length > {free}");
        await browser.Picture("rider-healed");
        Assert.True((await browser.Read("window.neverReloaded")).GetBoolean());
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task The_operators_page_shows_four_axes_per_device_and_follows_them()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Started("--demo");
        await server.Publish(cabinet.BirthTopic, cabinet.Birth());
        await browser.Open(server.SignedIn("/ops/devices"));
        await browser.Until("document.querySelectorAll('tr.line').length === 100");
        await browser.Picture("operator-zh");
        await browser.Click("a[lang=en]");
        await browser.Until("document.querySelector('h1').textContent === 'Devices'");
        await browser.Until("['Connection', 'Health', 'Admin', 'Use', 'Public status'].every(axis => [...document.querySelectorAll('th[scope=col]')].some(one => one.textContent === axis))");
        await browser.Picture("operator-en");

        await browser.Type("input[type=search]", "pit-cab");
        await browser.Until("document.querySelectorAll('tr.line').length === 1");
        await browser.Until(RowShows("Online", "OK", "Available", "1 of 2 free"));
        await server.Publish(cabinet.TelemetryTopic, cabinet.Telemetry("\"slot.02.present\":false,\"temperature_c\":21.5"));
        await browser.Until(RowShows("Online", "Available", "2 of 2 free", "21.5"));
        await server.Publish(cabinet.TelemetryTopic, cabinet.Telemetry("\"smoke\":true"));
        await browser.Until(RowShows("Safety lock", "Out of order"));
        await server.Publish($"{cabinet.Prefix}/conn", cabinet.Connection(online: false));
        await browser.Until(RowShows("Offline", "Safety lock", "Out of order"));
        await browser.Click("tr.line a.name");
        await browser.Until("document.querySelectorAll('.door').length === 2 && ['Offline', 'Safety lock', 'In service', 'Out of order'].every(word => document.querySelector('.axes').innerText.includes(word))");
        await browser.Picture("operator-detail");
        Assert.Empty(await browser.Faults());
    }

    private static string TileShows(string figure) =>
        $"[...document.querySelectorAll('.card')].some(card => card.querySelector('h3').textContent.includes('pit-stop') && card.querySelector('.tile b').textContent === '{figure}')";

    private static string RowShows(params string[] words) =>
        $"[{string.Join(", ", words.Select(word => $"'{word}'"))}].every(word => document.querySelector('tr.line').innerText.replaceAll('\\u00a0', ' ').includes(word))";
}
