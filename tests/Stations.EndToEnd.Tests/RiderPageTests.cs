using System.Text.Json;
using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

/// <summary>What a courier in rain and gloves is promised, in a real browser against the real server: budgets, access for all, with and without script, network, position.</summary>
public sealed class RiderPageTests(DemoServer demo)
{
    private const string Cards = "document.querySelectorAll('.card').length";
    private static readonly string[] Routes = ["/", "/?needs=charge,park&open=1", "/map", "/saved", "/s/xiangyang-wanda:wanda-1", "/s/nowhere:1"];

    [Fact]
    public async Task The_list_is_there_with_the_first_answer_and_all_of_the_page_weighs_no_more_than_sixty_kilobytes()
    {
        const string blocking = "performance.getEntriesByType('resource').filter(one => one.renderBlockingStatus === 'blocking').map(one => one.name)";
        await using var browser = await Browser.Start();
        var server = await demo.Server;
        await browser.As(390, 844);
        await browser.Weigh();
        await browser.Open(server.Address("/"));
        await browser.Until($"{Cards} > 20 && {Browser.Live}");
        var weight = await browser.Weight();
        TestContext.Current.TestOutputHelper?.WriteLine($"{weight / 1024:F1} KB over the air");
        Assert.InRange(weight, 1024, 60 * 1024);
        Assert.InRange((await browser.Read("performance.getEntriesByType('navigation')[0].transferSize")).GetInt32(), 1024, 30 * 1024);
        Assert.Equal("[]", (await browser.Read(blocking)).ToString());

        // However late the others come.
        await browser.As(390, 844);
        await browser.Block("**/{api,assets}/**");
        await browser.Open(server.Address("/"));
        await browser.Until($"{Cards} > 20 && performance.getEntriesByName('first-contentful-paint').length > 0");
    }

    [Fact]
    public async Task Every_page_passes_axe_in_both_languages_and_themes()
    {
        await using var browser = await Browser.Start();
        var server = await demo.Server;
        var found = new List<string>();
        foreach (var dark in new[] { false, true })
        {
            foreach (var language in new[] { "zh-CN", "en" })
            {
                await browser.As(390, 844, dark);
                foreach (var route in Routes)
                {
                    await browser.Open(server.Address($"{route}{(route.Contains('?') ? '&' : '?')}lang={language}"));
                    await browser.Until(Browser.Live);
                    found.AddRange((await browser.Axe()).Select(violation => $"{route} {language} {(dark ? "dark" : "light")}: {violation}"));
                }
            }
        }

        Assert.Empty(found);
        Assert.Empty(await browser.Faults());
    }

    [Theory]
    [InlineData(320, 16)]
    [InlineData(390, 32)]
    [InlineData(320, 32)]
    public async Task Nothing_is_cut_off_and_everything_can_be_hit_with_a_glove(int width, int fontSize)
    {
        await using var browser = await Browser.Start();
        var server = await demo.Server;
        foreach (var language in new[] { "zh-CN", "en" })
        {
            await browser.As(width, 700);
            foreach (var route in Routes)
            {
                await browser.Open(server.Address($"{route}{(route.Contains('?') ? '&' : '?')}lang={language}"));
                await browser.Until(Browser.Live);
                await browser.Read($"document.documentElement.style.fontSize = '{fontSize}px'");
                var page = $"{route} {language} at {width} px";
                Assert.True((await browser.Read("document.documentElement.scrollWidth")).GetInt32() <= width, $"{page} is {await browser.Read("document.documentElement.scrollWidth")} px wide");
                var small = await browser.Read(
                    "[...document.querySelectorAll('a, button, select')].filter(one => !one.closest('h3')).map(one => [one.textContent || one.ariaLabel, one.getBoundingClientRect()])"
                    + ".filter(([, box]) => box.width < 44 || box.height < 44).map(([text, box]) => `${text} ${box.width} x ${box.height}`)");
                Assert.True(small.GetArrayLength() == 0, $"{page}: {small}");
            }
        }
    }

    [Fact]
    public async Task The_list_is_ordered_by_walking_time_once_the_rider_asks_and_their_position_goes_nowhere()
    {
        await using var browser = await Browser.Start();
        var server = await demo.Server;
        await browser.As(390, 844, position: (32.0489, 112.1213));
        await browser.Open(server.Address("/"));
        await browser.Until(Browser.Live);
        await browser.Read("window.asked = []; new PerformanceObserver(list => asked.push(...list.getEntries().map(one => one.name))).observe({ type: 'resource', buffered: true }); true");
        await browser.Click(".bar button");
        await browser.Until("document.querySelector('.card h3').textContent.includes('万达暖新驿站') && document.querySelector('.walk').textContent.includes('步行 1 分')");
        await browser.Picture("rider-near");
        await browser.Click(".tabs a[href='/map']");
        await browser.Until("document.querySelectorAll('.pin').length > 0");
        await browser.Picture("rider-map");
        Assert.False((await browser.Read("asked.some(one => one.includes('32.04') || one.includes('112.1'))")).GetBoolean());
    }

    [Fact]
    public async Task What_was_seen_last_is_there_without_a_network_and_says_how_old_it_is()
    {
        await using var browser = await Browser.Start();
        var server = await demo.Server;
        await browser.As(390, 844);
        await browser.Open(server.Address("/"));
        await browser.Until("navigator.serviceWorker.controller && " + Browser.Live);
        await browser.Open(server.Address("/s/xiangyang-wanda:wanda-1"));
        await browser.Until("document.querySelectorAll('.door').length === 12");
        await browser.Click(".station button");

        await browser.Offline(true);
        await browser.Open(server.Address("/"));
        await browser.Until($"{Cards} > 20 && document.querySelector('.band b')?.textContent.includes('的情况')");
        await browser.Picture("rider-offline");
        await browser.Click(".tabs a[href='/saved']");
        await browser.Until($"{Cards} === 1");
        await browser.Open(server.Address("/s/xiangyang-wanda:wanda-1"));
        await browser.Until("document.querySelectorAll('.door').length === 12 && document.querySelector('.band')");
        await browser.Open(server.Address("/s/xiangyang-wanda:wanda-2"));
        await browser.Until("document.querySelectorAll('.comfort li').length > 1");

        await browser.Offline(false);
        await browser.Until(Browser.Live);
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task The_page_says_the_same_before_and_after_its_script()
    {
        const string list = "[...document.querySelectorAll('.card')].map(card => [...card.querySelectorAll('.tile, h3, .facts li, .why > *, .hours, .closed')].map(one => one.textContent))";
        // What can be kept for a rider is offered by the script alone, in a part that is read out when it changes.
        const string door = "[...document.querySelectorAll('main h1, main h2:not([aria-live] > h2), .comfort li, .why > *, .door, .appliances b, .appliances .state, .positions, .ways a')].map(one => one.textContent + (one.href ?? ''))";
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Open();
        await server.Publish("wn/1/pair/gw/birth", Births());
        foreach (var language in new[] { "zh-CN", "en" })
        {
            foreach (var (route, read) in new[] { ("/", list), ("/?needs=water", list), ("/s/pair:full", door), ("/s/pair:other", door), ("/s/pair:bare", door) })
            {
                var address = server.Address($"{route}{(route.Contains('?') ? '&' : '?')}lang={language}");
                await browser.As(390, 844, script: false);
                await browser.Open(address);
                var plain = await browser.Read(read);
                await browser.As(390, 844);
                await browser.Block("**/api/**");
                await browser.Open(address);
                await browser.Until("document.querySelector('.pill').textContent.match(/重连中|Reconnecting|离线|Offline/)");
                Assert.True(plain.GetArrayLength() > 0, address);
                Assert.Equal(plain.ToString(), (await browser.Read(read)).ToString());
            }
        }
    }

    [Fact]
    public async Task A_page_without_script_tells_everything_and_a_wrong_code_says_so()
    {
        await using var browser = await Browser.Start();
        var server = await demo.Server;
        await browser.As(390, 844, script: false);
        await browser.Open(server.Address("/s/xiangyang-wanda:wanda-1?lang=en"));
        Assert.Equal(12, (await browser.Read("document.querySelectorAll('.door').length")).GetInt32());
        await browser.Picture("rider-plain");
        using var missing = await server.Http.GetAsync(new Uri("/s/nowhere:1", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)missing.StatusCode);
        var policy = missing.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }

    /// <summary>Three stations that stay as they are: a full one, one with everything, one of which nothing is known.</summary>
    private static byte[] Births()
    {
        object Place(string station, double latitude, string hours) => new { station, name = new Dictionary<string, string> { ["zh-CN"] = $"驿站{station}", ["en"] = $"Station {station}" }, latitude, longitude = 112.13, hours };
        object Appliance(string device, string kind, string station, int slots = 0) => slots > 0 ? new { device, kind, station, name = device, slots } : new { device, kind, station, name = device };
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            v = 1,
            boot = "B1",
            seq = 1,
            ts = Cabinet.Now,
            full = true,
            stations = new[] { Place("full", 32.05, "24/7"), Place("other", 32.052, "00:00-23:59"), Place("bare", 32.054, "03:00-03:01") },
            devices = new[]
            {
                Appliance("cab1", "charging_cabinet", "full", 4), Appliance("water1", "water_cooler", "full"), Appliance("spot1", "parking_spot", "full"),
                Appliance("cab2", "charging_cabinet", "other", 3), Appliance("cab3", "charging_cabinet", "other", 2), Appliance("water2", "water_cooler", "other"),
                Appliance("room2", "station", "other"), Appliance("tree", "money_tree", "other"),
                Appliance("fridge1", "love_fridge", "full"), Appliance("wave1", "microwave", "full"), Appliance("air1", "air_conditioner", "full"),
                Appliance("banks2", "power_bank_cabinet", "other", 2), Appliance("kit2", "medicine_kit", "other", 1), Appliance("fridge2", "love_fridge", "other"),
                Appliance("area2", "parking_area", "other"), Appliance("pile2", "socket_pile", "other", 2), Appliance("wave2", "microwave", "other"),
            },
            d = new Dictionary<string, Dictionary<string, object>>
            {
                ["cab1"] = Slots(("closed", true, 300, 62.4), ("closed", true, 0, 100), ("open", false, 0, 0), ("closed", true, 0, 50)),
                ["water1"] = new() { ["mode"] = "heating", ["hot_c"] = 87.5, ["cold_c"] = 9.4, ["tank_low"] = true },
                ["spot1"] = new() { ["occupied"] = true },
                ["cab2"] = Slots(("closed", false, 0, 0), ("closed", true, 410, 12.5), ("closed", true, 0, 100)),
                ["cab3"] = new() { ["smoke"] = true },
                ["water2"] = new() { ["mode"] = "standby", ["hot_c"] = 92.5 },
                ["room2"] = new() { ["people"] = 3, ["seats_total"] = 12, ["seats_free"] = 9, ["temperature_c"] = 22.6 },
                ["tree"] = new() { ["power_w"] = 80 },
                ["fridge1"] = new() { ["stock"] = 12, ["stock_full"] = 60, ["temperature_c"] = 4.2 },
                ["wave1"] = new() { ["running"] = true, ["door"] = "closed" },
                ["air1"] = new() { ["mode"] = "cooling", ["set_c"] = 24, ["temperature_c"] = 26.6 },
                ["banks2"] = new() { ["slot.01.present"] = true, ["slot.01.rentable"] = true, ["slot.02.present"] = false },
                ["kit2"] = new() { ["door"] = "closed", ["slot.01.stock"] = 4, ["slot.01.expiry_d"] = 90 },
                ["fridge2"] = new() { ["stock"] = 0, ["temperature_c"] = 3.4 },
                ["area2"] = new() { ["places_free"] = 5, ["places_total"] = 24, ["places_out"] = 1 },
                ["pile2"] = new() { ["slot.01.present"] = false, ["slot.01.relay"] = false, ["slot.02.present"] = true },
                ["wave2"] = new() { ["running"] = false, ["door"] = "closed" },
            },
        });

        static Dictionary<string, object> Slots(params (string Door, bool Present, double Power, double Percent)[] slots)
        {
            var values = new Dictionary<string, object>();
            foreach (var (index, slot) in slots.Index())
            {
                values[$"slot.{index + 1:00}.door"] = slot.Door;
                values[$"slot.{index + 1:00}.present"] = slot.Present;
                values[$"slot.{index + 1:00}.power_w"] = slot.Power;
                if (slot.Present)
                {
                    values[$"slot.{index + 1:00}.battery_charge_pct"] = slot.Percent;
                }
            }

            return values;
        }
    }
}
