using System.Globalization;
using Stations.Model;
using Stations.Server.Live;

namespace Stations.Server.Pages;

/// <summary>What the code on the door opens, to be read without script or permission. The script draws the same from the same data: <c>rider/station/</c>.</summary>
internal sealed class DoorPage(Words words, DateTimeOffset now, StationView station, IReadOnlyList<DeviceView> devices, ListPage list, ReportForm report)
{
    public string Title => list.Name(station);

    public void Write(Html html)
    {
        html.Add($"""<main class="station"><p><a class="plain back" href="/">‹ {words["toList"]}</a></p><h1>{Title}</h1><p class="quiet">{words.Say(station.Address)}""");
        if (Hours.Read(station.Hours, station.Zone, now, words) is { } hours)
        {
            html.Add($""" · <span class="{(hours.Closed ? "closed" : "hours")}">{hours.Text}</span>""");
        }

        html.Add($"</p>");
        WriteComfort(html);
        html.Add($"""<nav class="acts"><a class="button" href="#way"><svg class="glyph" aria-hidden="true"><use href="#near"/></svg>{words["way"]}</a>""");
        html.Add($"""<a class="button" href="#report"><svg class="glyph" aria-hidden="true"><use href="#flag"/></svg>{words["report"]}</a></nav>""");
        foreach (var cabinet in devices.Where(device => device.Kind == "charging_cabinet"))
        {
            WriteCabinet(html, cabinet);
        }

        WriteAppliances(html);
        WriteWay(html);
        report.Write(html, station, [.. devices.Select(device => (device, NameOf(device)))]);
        html.Add($"</main>");
    }

    private void WriteComfort(Html html)
    {
        var figures = Figure.All(station, now, words).ToList();
        html.Add($"""<section aria-labelledby="comfort"><h2 id="comfort">{words["comfort"]}</h2><ul class="comfort">""");
        foreach (var figure in figures)
        {
            var answer = figure.Closed ? "closedShort" : figure.Tone switch { "free" => "can", "none" => "unclear", _ => "cannot" };
            html.Add($"""<li class="{figure.Tone}"><svg class="glyph" aria-hidden="true"><use href="#{figure.Name}"/></svg><b>{words[$"needs.{figure.Name}"]}</b>""");
            html.Add($"""<span class="state"><svg class="mark" aria-hidden="true"><use href="#{figure.Tone}"/></svg>{words[answer]}</span>""");
            if (figure.Big != "–")
            {
                html.Add($"<small>{figure.Fact}</small>");
            }

            if (figure.Because(words) is { Length: > 0 } because)
            {
                html.Add($"<small>{because}</small>");
            }

            if (figure.Since(now, words) is { Length: > 0 } since)
            {
                html.Add($"""<small class="age">{since}</small>""");
            }

            html.Add($"</li>");
        }

        html.Add($"</ul>");
        foreach (var figure in figures.Where(figure => figure.IsMissing))
        {
            list.WriteInstead(html, station, figure, named: true);
        }

        html.Add($"</section>");
    }

    private void WriteCabinet(Html html, DeviceView cabinet)
    {
        var freshness = FreshnessOf(cabinet);
        html.Add($"""<section class="panel"><div class="row"><h2>{NameOf(cabinet)}</h2>""");
        WriteState(html, ToneOf(cabinet, freshness), cabinet.Status == PublicStatus.Available ? words[Swaps(cabinet) ? "swap.charged" : "freeOf", cabinet.Free, cabinet.Total] : WordOf(cabinet, freshness));
        html.Add($"""</div><ul class="doors">""");
        foreach (var slot in cabinet.Slots ?? [])
        {
            html.Add($"""<li class="door {(freshness == Freshness.Silent || (slot.Confidence == Confidence.Low && slot.Status == PublicStatus.Available) ? "none" : ToneOf(slot.Status, freshness))}"><b><span class="unseen">{words["door", slot.Number]}</span><span aria-hidden="true">{slot.Number}</span></b>""");
            html.Add($"<span>{WordOf(slot, freshness, Swaps(cabinet))}</span>");
            if (slot is { Use: Use.Charging, ChargePercent: { } percent } && freshness != Freshness.Silent)
            {
                html.Add($"<small>{words["percent", Figure.Degrees(percent)]}</small>");
            }

            if (IsDoubt(slot.Reason) && freshness != Freshness.Silent)
            {
                html.Add($"""<span class="because">{words[$"reasons.{Figure.Word(slot.Reason)}"]}</span>""");
            }

            html.Add($"</li>");
        }

        html.Add($"</ul>");
        WriteBecause(html, cabinet, freshness);
        if (freshness != Freshness.Silent && NextFull(cabinet) is var (least, most))
        {
            html.Add($"""<p class="quiet">{words["nextFull", Figure.Span(least, most)]}{(Swaps(cabinet) ? "" : $" – {words["nextFullMore"]}")}</p>""");
        }

        html.Add($"""<p class="foot"><span class="age">{Ages.Text(cabinet.ReportedAt, freshness, now, words)}</span></p></section>""");
    }

    private void WriteBecause(Html html, DeviceView device, Freshness freshness)
    {
        if (BecauseOf(device, freshness) is { Length: > 0 } because)
        {
            html.Add($"""<p class="because">{because}</p>""");
        }
    }

    /// <summary>Why its word is what it is, where the word does not say it already; or why it is not to be trusted.</summary>
    private string BecauseOf(DeviceView device, Freshness freshness) =>
        freshness != Freshness.Silent && (IsDoubt(device.Reason) || device.Reason is StatusReason.ClockSuspect or StatusReason.NotTold) ? words[$"reasons.{Figure.Word(device.Reason)}"] : "";

    private static bool IsDoubt(StatusReason reason) => reason is StatusReason.Reported or StatusReason.Failed or StatusReason.Unused;

    private (int Least, int Most)? NextFull(DeviceView cabinet)
    {
        var times = (cabinet.Slots ?? []).Where(slot => slot.Status == PublicStatus.Charging).Select(slot => Figure.NextFull(slot.Full, now)).OfType<(int Least, int Most)>().ToList();
        return times.Count == 0 ? null : (times.Min(time => time.Least), times.Min(time => time.Most));
    }

    private void WriteAppliances(Html html)
    {
        html.Add($"""<section class="panel"><h2>{words["appliances"]}</h2><ul class="appliances">""");
        foreach (var device in devices.Where(device => device.Kind is not ("charging_cabinet" or "parking_spot" or "parking_area")))
        {
            WriteAppliance(html, NameOf(device), ToneOf(device, FreshnessOf(device)), Detail(device), Ages.Text(device.ReportedAt, FreshnessOf(device), now, words), BecauseOf(device, FreshnessOf(device)));
        }

        if (devices.Any(device => device.Kind is "parking_spot" or "parking_area") && Figure.All(station, now, words).FirstOrDefault(figure => figure.Name == "park") is { } parking)
        {
            var text = parking.Freshness == Freshness.Silent ? words["statuses.UNKNOWN"] : words["freeOf", parking.Need.Free, parking.Need.Total];
            WriteAppliance(html, words["kinds.parking_spot"], parking.Tone, text, Ages.Text(parking.Need.ReportedAt, parking.Freshness, now, words));
        }

        html.Add($"""</ul>""");
        if (devices.Count == 0)
        {
            html.Add($"""<p class="quiet">{words["nothingKnown"]}</p>""");
        }

        html.Add($"</section>");
    }

    private void WriteWay(Html html)
    {
        html.Add($"""<section class="panel" id="way"><h2>{words["way"]}</h2>""");
        if (station.Position is not { } position)
        {
            html.Add($"""<p class="quiet">{words["noPosition"]}</p></section>""");
            return;
        }

        var (gcj, name) = (Place(Gcj02.Of(position)), Uri.EscapeDataString(Title));
        var wgs = Place(position);
        html.Add($"""<p class="quiet">{words["wayMore"]}</p><ul class="ways">""");
        WriteLink(html, $"https://uri.amap.com/marker?position={gcj.Longitude},{gcj.Latitude}&name={name}&coordinate=gaode&callnative=1", "amap", "GCJ-02");
        WriteLink(html, $"https://apis.map.qq.com/uri/v1/marker?marker=coord:{gcj.Latitude},{gcj.Longitude};title:{name}&referer=stations", "tencent", "GCJ-02");
        WriteLink(html, $"https://api.map.baidu.com/marker?location={wgs.Latitude},{wgs.Longitude}&title={name}&content={name}&output=html&coord_type=wgs84&src=stations", "baidu", "WGS-84");
        WriteLink(html, $"geo:{wgs.Latitude},{wgs.Longitude}?q={wgs.Latitude},{wgs.Longitude}({name})", "otherMap", "WGS-84");
        html.Add($"""</ul><p class="quiet positions">{words["copyPosition"]} <span>WGS-84 {wgs.Latitude}, {wgs.Longitude}</span> <span>GCJ-02 {gcj.Latitude}, {gcj.Longitude}</span></p></section>""");
    }

    private static void WriteState(Html html, string tone, string text) =>
        html.Add($"""<span class="state {tone}"><svg class="mark" aria-hidden="true"><use href="#{tone}"/></svg>{text}</span>""");

    private static void WriteAppliance(Html html, string name, string tone, string text, string age, string because = "")
    {
        html.Add($"""<li><b>{name}</b>""");
        WriteState(html, tone, text);
        html.Add($"""<small class="age">{age}</small>""");
        if (because.Length > 0)
        {
            html.Add($"""<span class="because">{because}</span>""");
        }

        html.Add($"</li>");
    }

    private void WriteLink(Html html, string address, string app, string datum) =>
        html.Add($"""<li><a class="button" rel="noreferrer" href="{address}">{words[app]} <small>{datum}</small></a></li>""");

    /// <summary>Its kind, and its number where there are several of that kind.</summary>
    private string NameOf(DeviceView device)
    {
        var alike = devices.Where(other => other.Kind == device.Kind && Swaps(other) == Swaps(device)).Select(other => other.Id).ToList();
        var name = words[Swaps(device) ? "swap.cabinet" : $"kinds.{device.Kind}"];
        return alike.Count == 1 ? name : $"{name} {alike.IndexOf(device.Id) + 1}";
    }

    /// <summary>It lends charged batteries, and charges nobody's own.</summary>
    private static bool Swaps(DeviceView device) => device.Kind == "charging_cabinet" && device.Values["mode"]?.GetValue<string>() == "swap";

    private Freshness FreshnessOf(DeviceView device) => Ages.Of(device.ReportedAt, device.Confidence, device.Connection == Connection.Offline, now);

    private static string ToneOf(DeviceView device, Freshness freshness) =>
        freshness == Freshness.Silent && !device.Safety ? "none" : ToneOf(device.Status, freshness);

    private static string ToneOf(PublicStatus status, Freshness freshness) => status switch
    {
        PublicStatus.Available => freshness == Freshness.Unconfirmed ? "none" : "free",
        PublicStatus.Charging or PublicStatus.Reserved => freshness == Freshness.Unconfirmed ? "none" : "busy",
        PublicStatus.Blocked or PublicStatus.Inoperative or PublicStatus.OutOfOrder => "bad",
        _ => "none",
    };

    private string WordOf(DeviceView device, Freshness freshness) => device.Safety ? words["safety"]
        : words[$"statuses.{(freshness == Freshness.Silent ? PublicStatus.Unknown : device.Status).ToString().ToUpperInvariant()}"];

    private string WordOf(SlotView slot, Freshness freshness, bool swaps) => (freshness, slot) switch
    {
        (Freshness.Silent, _) or (_, { Status: PublicStatus.Unknown }) => words["statuses.UNKNOWN"],
        (_, { Status: PublicStatus.OutOfOrder or PublicStatus.Inoperative }) => words[$"statuses.{slot.Status.ToString().ToUpperInvariant()}"],
        (_, { Use: Use.Free }) when swaps => words["swap.ready"],
        (_, { Use: Use.Occupied, ChargePercent: null }) when swaps => words["swap.empty"],
        (_, { Use: Use.Charging }) when Figure.MinutesUntil(slot.FullAt, now) is { } minutes => words["fullIn", minutes],
        _ => words[$"uses.{slot.Use.ToString().ToUpperInvariant()}"],
    };

    /// <summary>What tells most about its kind; its word where there is nothing to tell.</summary>
    private string Detail(DeviceView device)
    {
        var freshness = FreshnessOf(device);
        if (freshness == Freshness.Silent || device.Safety || device.Status is not (PublicStatus.Available or PublicStatus.Charging))
        {
            return WordOf(device, freshness);
        }

        string?[] told = device.Kind switch
        {
            "water_cooler" => [Mode(device), Told("hot", "hot_c"), Told("cold", "cold_c"), device.Values["tank_low"]?.GetValue<bool>() == true ? words["tankLow"] : null],
            "station" => [words["freeOf", device.Free, device.Total], Told("room", "temperature_c")],
            "love_fridge" => [device.Status == PublicStatus.Charging ? words["empty"] : Told("stock", "stock"), Told("cold", "temperature_c")],
            "air_conditioner" => [Mode(device), Told("set", "set_c"), Told("room", "temperature_c")],
            "power_bank_cabinet" => [words["toBorrow", device.Free, device.Total]],
            "socket_pile" => [words["freeOf", device.Free, device.Total]],
            _ => [],
        };
        var text = string.Join(" · ", told.Where(one => one is not null));
        return text.Length > 0 ? text : WordOf(device, freshness);

        string? Told(string word, string field) => device.Values[field] is { } value ? words[word, Figure.Degrees(value.GetValue<double>())] : null;
    }

    private string? Mode(DeviceView device) => device.Values["mode"]?.GetValue<string>() is { } mode and ("heating" or "dispensing" or "purifying" or "cooling" or "drying" or "fan" or "off") ? words[$"modes.{mode}"] : null;

    private static (string Latitude, string Longitude) Place(Position position) =>
        (position.Latitude.ToString("F6", CultureInfo.InvariantCulture), position.Longitude.ToString("F6", CultureInfo.InvariantCulture));
}
