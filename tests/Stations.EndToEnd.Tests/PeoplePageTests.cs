using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Stations.EndToEnd.Running;
using Stations.Mqtt.Packets;

namespace Stations.EndToEnd;

/// <summary>People who come and go, and riders who are answered, in a real browser against the real server.</summary>
public sealed class PeoplePageTests
{
    private const string Rows = "document.querySelectorAll('main tbody tr').length";

    /// <summary>One pixel.</summary>
    private const string Photo = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    [Fact]
    public async Task An_administrator_adds_an_operator_who_comes_in_with_the_code_and_is_offered_what_the_role_allows()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Started();
        await browser.SignIn(server, "chief");
        await browser.Open(server.Address("/ops/people?lang=en"));
        await browser.Until($"{Rows} === 1");
        await browser.Click("text=Add an account");
        await browser.Type("dialog input[type=text]", "li.qiang");
        await browser.Click("dialog .form > .main");
        await browser.Until("document.querySelectorAll('dialog .secret code').length === 3");
        Assert.Empty(await browser.Axe());
        var code = (await browser.Read("document.querySelectorAll('dialog .secret code')[1].textContent")).GetString()!;
        await browser.Click("dialog .main");
        await browser.Until($"{Rows} === 2 && document.querySelector('main tbody').innerText.includes('To choose a password')");
        Assert.False((await browser.Read($"document.body.textContent.includes('{code}')")).GetBoolean());
        await browser.Click("text=What was changed");
        await browser.Until("document.querySelector('main tbody')?.innerText.includes('li.qiang: operator')");

        await browser.As(1440, 900);
        await browser.Open(server.Address("/ops?lang=en"));
        await browser.Click("text=Use a code");
        await browser.Enter("li.qiang", code);
        await browser.Until(OpsConsole.IsIn("li.qiang"));
        Assert.False((await browser.Read("!!document.querySelector(\"a[href='/ops/people']\")")).GetBoolean());
        await browser.Open(server.Address("/ops/people?lang=en"));
        await browser.Until("document.querySelector('main .empty')?.innerText.includes('For administrators')");
        await browser.Click(".who a");
        await browser.Until($"document.querySelector('h1').textContent === 'li.qiang' && {Rows} === 1");
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task A_password_is_changed_and_all_other_sessions_have_ended()
    {
        await using var browser = await Browser.Start();
        await using var elsewhere = await Browser.Start();
        await using var server = await ServerProcess.Started();
        await browser.SignIn(server, "chief");
        await elsewhere.Open(server.Address("/ops/me?lang=en"));
        await elsewhere.Type("input[type=text]", "chief");
        await elsewhere.Type("input[type=password]", OpsConsole.Password);
        await elsewhere.Click(".form > .main");
        await elsewhere.Until($"{Rows} === 2");

        await browser.Open(server.Address("/ops/me?lang=en"));
        await browser.Until($"{Rows} === 2");
        await browser.Type("label:nth-of-type(1) input", OpsConsole.Password);
        await browser.Type("label:nth-of-type(2) input", "other words, as easy to remember");
        await browser.Click(".form > .main");

        await browser.Until("document.querySelector('.own [role=status]')?.textContent.includes('The password is changed')");
        await browser.Open(server.Address("/ops/me?lang=en"));
        await browser.Until($"{Rows} === 1 && document.querySelector('main tbody').innerText.includes('this one')");
        await elsewhere.Until("document.querySelector('h1')?.textContent === 'Sign in'");
        Assert.Empty(await browser.Faults());
    }

    [Fact]
    public async Task A_report_is_seen_with_its_photo_and_solved_and_the_device_is_doubted_no_more()
    {
        await using var browser = await Browser.Start();
        await using var server = await ServerProcess.Open();
        var cabinet = new Cabinet("desk", "cab-1", "s");
        await using var device = await server.Connect();
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.BirthTopic, cabinet.Birth()));
        var ticket = await Report(server, cabinet);
        await browser.As(1440, 900);
        await browser.Open(server.SignedIn($"/ops/devices/{cabinet.Id}?lang=en"));
        await browser.Until("document.querySelector('.door')?.innerText.includes('Riders report')");

        await browser.Open(server.Address("/ops/reports?lang=en"));
        await browser.Until($"document.querySelector('.alarm')?.innerText.includes('{ticket}') && document.querySelector('.photo img')?.naturalWidth === 1");
        await browser.Until("[...document.querySelectorAll('.nav a')].some(one => one.textContent === 'Reports1')");
        Assert.Empty(await browser.Axe());
        await browser.Picture("operator-reports");
        await browser.Click(".alarm .go .main");
        await browser.Type("dialog input", "The lock is new.");
        await browser.Click("dialog .form > .main");
        await browser.Until("document.querySelector('main .empty')?.innerText.includes('No open reports')");

        var answered = await server.Http.GetFromJsonAsync<JsonElement>($"/api/v1/reports/{ticket}", TestContext.Current.CancellationToken);
        Assert.Equal(("RESOLVED", "The lock is new."), (answered.GetProperty("state").GetString(), answered.GetProperty("answer").GetString()));
        await browser.Open(server.Address($"/ops/devices/{cabinet.Id}?lang=en"));
        await browser.Until("document.querySelector('.door') && !document.querySelector('.door').innerText.includes('Riders report')");
        Assert.Empty(await browser.Faults());
    }

    /// <returns>The ticket of a stuck door, with a photo of it.</returns>
    private static async Task<string> Report(ServerProcess server, Cabinet cabinet)
    {
        var report = new { station = cabinet.StationId, device = cabinet.Id, slot = 1, reason = "door_stuck", reporter = "rider-of-this-test", key = "key-of-this-test" };
        using var filed = await server.Http.PostAsJsonAsync(new Uri("/api/v1/reports", UriKind.Relative), report, TestContext.Current.CancellationToken);
        Assert.True(filed.IsSuccessStatusCode, $"{filed.StatusCode}");
        var ticket = (await filed.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("ticket").GetString()!;
        using var photo = new ByteArrayContent(Convert.FromBase64String(Photo)) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        using var kept = await server.Http.PutAsync(new Uri($"/api/v1/reports/{ticket}/photo", UriKind.Relative), photo, TestContext.Current.CancellationToken);
        Assert.True(kept.IsSuccessStatusCode, $"{kept.StatusCode}");
        return ticket;
    }
}
