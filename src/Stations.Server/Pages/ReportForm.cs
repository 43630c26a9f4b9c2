using System.Buffers.Text;
using System.Security.Cryptography;
using Stations.Server.Live;
using Stations.Server.Reports;

namespace Stations.Server.Pages;

/// <summary>How a rider without script reports what is wrong. With script it is three taps: <c>rider/report/</c>.</summary>
/// <param name="ticket">What was reported a moment ago; null for nothing, <c>refused</c> for what could not be taken.</param>
internal sealed class ReportForm(Words words, DateTimeOffset now, string? ticket)
{
    public const string Refused = "refused";

    /// <summary>As the API has them.</summary>
    private static readonly string[] Reasons = ["broken", "door_stuck", "no_power", "no_water", "dirty", "occupied_by_other", "unsafe", "other"];

    /// <summary>Their doors are what a rider stands before; of other kinds nobody tells the parts apart. The script's twin: <c>rider/report/things.ts</c>.</summary>
    private static readonly string[] Doored = ["charging_cabinet", "socket_pile", "power_bank_cabinet"];

    public void Write(Html html, StationView station, IReadOnlyList<(DeviceView Device, string Name)> devices)
    {
        html.Add($"""<section class="panel report" id="report"><h2>{words["report"]}</h2>""");
        if (ticket is Refused)
        {
            html.Add($"""<p class="band" role="status">{words["reportRefused"]}</p>""");
        }
        else if (ticket is { Length: > 0 and <= 12 })
        {
            html.Add($"""<p role="status"><b>{words["reportSent", TicketNumber.Say(TicketNumber.Read(ticket))]}</b> {words["reportSentMore"]}</p>""");
        }

        html.Add($"""<form method="post" action="/s/{station.Id}/report" enctype="multipart/form-data"><label>{words["reportWhat"]} <select class="field" name="thing"><option value="">{words["reportStation"]}</option>""");
        foreach (var (device, name) in devices)
        {
            html.Add($"""<option value="{device.Id}">{name}</option>""");
            foreach (var slot in Doored.Contains(device.Kind) ? device.Slots ?? [] : [])
            {
                html.Add($"""<option value="{device.Id}/{slot.Number}">{name} · {words["door", slot.Number]}</option>""");
            }
        }

        html.Add($"""</select></label><label>{words["reportWhy"]} <select class="field" name="reason">""");
        foreach (var reason in Reasons)
        {
            html.Add($"""<option value="{reason}">{words[$"reportReasons.{reason}"]}</option>""");
        }

        html.Add($"""</select></label><label>{words["reportText"]} <input class="field" name="text" maxlength="500"></label>""");
        html.Add($"""<label>{words["reportPhoto"]} <input class="field" type="file" name="photo" accept="image/jpeg,image/png,image/webp"></label>""");
        html.Add($"""<input type="hidden" name="key" value="{Random()}"><input type="hidden" name="reporter" value="{Random()}"><button class="button main">{words["reportSend"]}</button></form>""");
        html.Add($"""<p class="quiet">{words["asOf", Ages.Clock(now, now)]}</p></section>""");
    }

    /// <summary>Nobody can guess it, and it says nothing.</summary>
    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
}
