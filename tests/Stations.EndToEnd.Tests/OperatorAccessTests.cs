using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

/// <summary>The console is for everybody: whoever sees little, hears a page read out, works at night or on a phone.</summary>
public sealed class OperatorAccessTests(DemoServer demo)
{
    private static readonly string[] Routes =
    [
        "/ops", "/ops/alarms", "/ops/devices", "/ops/devices/xiangyang-wanda:wanda-1-cab-1:cab", "/ops/devices?search=nothing-has-this-name", "/ops/districts", "/ops/districts/xiangyang-wanda",
        "/ops/districts/xiangyang-wanda?wall=1", "/ops/nodes", "/ops/nodes?born=false", "/ops/security", "/ops/stickers?district=xiangyang-wanda", "/ops/nowhere",
        "/ops/reports?state=all", "/ops/people", "/ops/people?show=tokens", "/ops/people?show=sessions", "/ops/people?show=audit", "/ops/me",
    ];

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public async Task Every_page_may_be_used_by_everybody_by_day_and_by_night(string language)
    {
        await using var browser = await Browser.Start();
        var server = await demo.Server;
        await browser.Open(server.SignedIn("/ops"));
        await browser.Until(Browser.Live);
        var found = new List<string>();
        foreach (var route in Routes)
        {
            await browser.Open(server.Address($"{route}{(route.Contains('?') ? '&' : '?')}lang={language}"));
            foreach (var (dark, width) in new[] { (false, 1440), (true, 1440), (true, 390), (false, 390), (false, 320) })
            {
                await browser.Look(width, 900, dark);
                await browser.Until(OpsConsole.Settled);
                var page = $"{route} {(dark ? "dark" : "light")} {width}";
                found.AddRange((await browser.Axe()).Select(violation => $"{page}: {violation}"));
                var wide = (await browser.Read("document.documentElement.scrollWidth")).GetInt32();
                if (wide > width)
                {
                    found.Add($"{page} is {wide} px wide");
                }
            }
        }

        Assert.Empty(found);
        Assert.Empty(await browser.Faults());
    }
}
