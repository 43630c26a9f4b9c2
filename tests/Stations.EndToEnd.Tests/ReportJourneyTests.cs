using System.Text.Json;
using Stations.EndToEnd.Running;
using Stations.Mqtt.Packets;

namespace Stations.EndToEnd;

/// <summary>Two riders in real browsers: one reports what is wrong, the other sees it.</summary>
public sealed class ReportJourneyTests
{
    private const string Doubted = "document.querySelector('.door .because')?.textContent.includes('骑手反映')";
    private const string Ticket = "document.querySelector('.told b')?.textContent.match(/[0-9A-Z]{4}-[0-9A-Z]{4}/)";

    private readonly Cabinet cabinet = new("journey", "cab-1", "s");

    [Fact]
    public async Task What_one_rider_reports_in_three_taps_another_sees_at_once()
    {
        await using var server = await Server();
        await using var reporting = await Browser.Start();
        await using var watching = await Browser.Start();
        var address = server.Address($"/s/{cabinet.StationId}");
        await reporting.As(390, 844);
        await watching.As(390, 844);
        await reporting.Open(address);
        await watching.Open(address);
        await reporting.Until(Browser.Live);
        await watching.Until(Browser.Live);
        Assert.False((await watching.Read($"!!({Doubted})")).GetBoolean());

        await reporting.Tap("1");
        await reporting.Tap("门打不开");
        await reporting.Tap("发送");

        await reporting.Until(Ticket);
        await reporting.Until(Doubted);
        await watching.Until(Doubted);
        await reporting.Picture("rider-reported");
        Assert.Equal(1, (await Reports(server)).GetProperty("total").GetInt32());
        Assert.Empty(await reporting.Axe());
        Assert.Empty(await reporting.Faults());
    }

    [Fact]
    public async Task A_report_without_a_network_is_kept_and_sent_once_when_there_is_one_also_after_the_page_was_closed()
    {
        await using var server = await Server();
        await using var browser = await Browser.Start();
        var address = server.Address($"/s/{cabinet.StationId}");
        await browser.As(390, 844);
        await browser.Open(server.Address("/"));
        await browser.Until("navigator.serviceWorker.controller");
        await browser.Open(address);
        await browser.Until(Browser.Live);

        await browser.Offline(true);
        await browser.Tap("1");
        await browser.Tap("坏了");
        await browser.Tap("发送");
        await browser.Until("document.querySelector('.told').textContent.includes('已经存下')");
        await browser.Open(address);
        await browser.Until("document.querySelector('.report .appliances')?.textContent.includes('还没发出')");
        Assert.Equal(0, (await Reports(server)).GetProperty("total").GetInt32());

        await browser.Offline(false);
        await browser.Until("document.querySelector('.report .appliances')?.textContent.match(/[0-9A-Z]{4}-[0-9A-Z]{4} 处理中/)");
        await browser.Open(address);
        await browser.Until(Browser.Live);
        await browser.Until(Doubted);

        var report = (await Reports(server)).GetProperty("reports").EnumerateArray().Single();
        Assert.Equal((1, "broken", 1), (report.GetProperty("reporters").GetInt32(), report.GetProperty("reason").GetString(), report.GetProperty("slot").GetInt32()));
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task Without_script_the_form_reports_and_the_page_says_the_ticket()
    {
        await using var server = await Server();
        await using var browser = await Browser.Start();
        await browser.As(390, 844, script: false);
        await browser.Open(server.Address($"/s/{cabinet.StationId}?lang=en"));
        await browser.Choose("[name=thing]", "Charging cabinet · Slot 1");
        await browser.Choose("[name=reason]", "Door is stuck");
        await browser.Click(".report button");
        await browser.Until("document.querySelector('.report [role=status]').textContent.match(/[0-9A-Z]{4}-[0-9A-Z]{4}/) && document.querySelector('.door .because')");
        Assert.Equal(1, (await Reports(server)).GetProperty("total").GetInt32());
    }

    private static Task<JsonElement> Reports(ServerProcess server) => server.Get("/api/v1/reports");

    private async Task<ServerProcess> Server()
    {
        var server = await ServerProcess.Open();
        await using var device = await server.Connect();
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.BirthTopic, cabinet.Birth()));
        return server;
    }
}
