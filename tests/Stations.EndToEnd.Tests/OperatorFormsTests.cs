using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

/// <summary>What an operator fills in, and what becomes of it, in a real browser against the real server.</summary>
public sealed class OperatorFormsTests
{
    [Fact]
    public async Task A_setting_is_seen_as_the_device_takes_it_and_a_file_of_settings_is_tried_first()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Open();
        await using var stream = await server.Stream("include=devices");
        await using var simulators = Wanda.Start(server, "--speed", "60");
        await stream.All((_, devices) => devices.Any(device => device.Id.EndsWith(":love-fridge", StringComparison.Ordinal) && device.Connection == "ONLINE"), "a fridge");
        var fridge = stream.Devices.First(device => device.Id.EndsWith(":love-fridge", StringComparison.Ordinal)).Id;

        await browser.Open(server.SignedIn($"/ops/devices/{fridge}?lang=en"));
        await browser.Click("text=Change settings");
        await browser.Type("dialog label:has-text('Set to') input", "40");
        Assert.True((await browser.Read("document.querySelector('dialog .form > .main').disabled")).GetBoolean());
        await browser.Type("dialog label:has-text('Set to') input", "3");
        await browser.Click("dialog .form > .main");
        await browser.Until(Settings("as wanted", "3 °C", "version 1"));

        await browser.Open(server.Address("/ops/nodes?lang=en"));
        await browser.Click("text=Import settings");
        await browser.Type("dialog textarea", $"device,name,value\n{fridge},set_c,5\nno:such:device,set_c,5");
        await browser.Click("dialog .form > .main");
        await browser.Until("document.querySelector('dialog').innerText.includes('To change 1 · so already 0 · wrong 1') && document.querySelector('dialog tbody tr').innerText.includes('no:such:device')");
        Assert.Empty(await browser.Axe());
        await browser.Picture("operator-import");
        await browser.Click("dialog .form > .main");
        await browser.Until("document.querySelector('dialog .main').textContent === 'Done'");

        await browser.Open(server.Address($"/ops/devices/{fridge}?lang=en"));
        await browser.Until(Settings("as wanted", "5 °C", "version 2"));
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task A_station_that_is_added_by_form_is_what_riders_read()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Started();
        await browser.Open(server.SignedIn("/ops/nodes?lang=en"));
        await browser.Click("text=Add a station");
        foreach (var (label, text) in new[] { ("District id", "roadside"), ("Station id", "pit-stop"), ("Station · English", "Pit stop"), ("Latitude", "32.06"), ("Longitude", "112.14"), ("Open", "07:00-01:00") })
        {
            await browser.Type($"dialog label:has(span:text-is('{label}')) input", text);
        }

        Assert.Empty(await browser.Axe());
        await browser.Click("dialog .form > .main");
        await browser.Until("location.pathname === '/ops/districts/roadside' && document.querySelector('.pin')");
        await browser.Choose("select[aria-label=Station]", "Pit stop");
        await browser.Click("text=Describe the station");
        await browser.Type("dialog label:has(span:text-is('Station · English')) input", "Pit stop by the river");
        await browser.Click("dialog .form > .main");
        await browser.Until("!document.querySelector('dialog')");

        await browser.Open(server.Address("/s/roadside:pit-stop?lang=en"));
        await browser.Until("document.body.innerText.includes('Pit stop by the river') && document.body.innerText.includes('07:00')");
        Assert.Empty(await browser.Faults());
    }

    /// <summary>The settings of the page's device say all of this.</summary>
    private static string Settings(params string[] words) =>
        $"[...document.querySelectorAll('.panel')].some(one => one.querySelector('h2')?.textContent === 'Settings' && [{string.Join(',', words.Select(word => $"'{word}'"))}].every(word => one.innerText.replace(/\\u00a0/g, ' ').includes(word)))";
}
