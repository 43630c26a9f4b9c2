using System.Globalization;
using Stations.Server.Live;

namespace Stations.Server.Pages;

/// <summary>The list as it can be read before, or without, the script, which draws the same from the same data: <c>rider/list/</c>.</summary>
internal sealed class ListPage(Words words, DateTimeOffset now, IReadOnlyList<StationView> stations, Choice choice)
{
    /// <summary>More cards than this nobody scrolls through; a district holds about ten.</summary>
    public const int MostCards = 100;

    /// <summary>Enough to choose from where nothing fits.</summary>
    private const int MostClosest = 3;

    /// <summary>Farther than this nobody is sent instead (our engineering default).</summary>
    private const double MostMetresAway = 3000;

    public void Write(Html html)
    {
        WriteBar(html);
        var inDistrict = stations.Count(station => choice.District is null || station.District == choice.District);
        var fitting = stations.Where(station => choice.Matches(station, now, words)).OrderBy(station => NaturalOrder(station.Id), StringComparer.Ordinal).ToList();
        var count = choice.Count > 0 ? words["matching", fitting.Count, inDistrict] : words["stationCount", inDistrict];
        html.Add($"""<main><h2 class="count">{count}</h2>""");
        if (fitting.Count == 0)
        {
            var (title, more) = stations.Count == 0 ? ("noStations", "noStationsMore") : ("noneMatch", "noneMatchMore");
            html.Add($"""<section class="notice"><h2>{words[title]}</h2><p>{words[more]}</p><a class="button" href="/?district=">{words["showAll"]}</a></section>""");
        }

        if (fitting.Count == 0 && Closest() is { Count: > 0 } closest)
        {
            html.Add($"""<section class="group"><h2>{words["closest"]}</h2>""");
            WriteCards(html, closest);
        }

        foreach (var district in fitting.Take(MostCards).GroupBy(station => station.District))
        {
            html.Add($"""<section class="group">""");
            if (choice.District is null)
            {
                html.Add($"<h2>{NameOfDistrict(district.Key)}</h2>");
            }

            WriteCards(html, district);
        }

        html.Add($"</main>");
    }

    /// <summary>Where no station answers the choice: those that answer some of it, or have such things at all; those that miss the least of it now come first.</summary>
    private List<StationView> Closest() =>
    [
        .. stations
            .Where(station => choice.District is null || station.District == choice.District)
            .Where(station => choice.Misses(station, now, words) < choice.Count || choice.Needs.All(need => Figure.Offers(station, need)))
            .OrderBy(station => choice.Misses(station, now, words)).ThenBy(station => NaturalOrder(station.Id), StringComparer.Ordinal)
            .Take(MostClosest),
    ];

    private void WriteCards(Html html, IEnumerable<StationView> shown)
    {
        html.Add($"""<ul class="cards">""");
        foreach (var station in shown)
        {
            WriteCard(html, station);
        }

        html.Add($"</ul></section>");
    }

    private void WriteBar(Html html)
    {
        html.Add($"""<div class="bar"><form class="row" action="/"><select class="field" name="district" aria-label="{words["district"]}"><option value="">{words["allDistricts"]}</option>""");
        foreach (var district in stations.Select(station => station.District).Distinct(StringComparer.Ordinal).OrderBy(NaturalOrder, StringComparer.Ordinal))
        {
            var selected = district == choice.District ? "selected" : "";
            html.Add($"""<option value="{district}" {selected}>{NameOfDistrict(district)}</option>""");
        }

        html.Add($"""</select><noscript><button class="button">{words["go"]}</button></noscript></form><nav class="needs" aria-label="{words["needsLabel"]}">""");
        foreach (var need in Figure.Names)
        {
            WriteChip(html, choice.Toggle(need).Address, choice.Needs.Contains(need), need, words[$"needs.{need}"]);
        }

        WriteChip(html, (choice with { Open = !choice.Open }).Address, choice.Open, "open", words["openNow"]);
        html.Add($"</nav></div>");
    }

    private static void WriteChip(Html html, string address, bool isChosen, string glyph, string word) =>
        html.Add($"""<a class="button need" href="{address}" aria-current="{(isChosen ? "true" : "false")}"><svg class="glyph" aria-hidden="true"><use href="#{glyph}"/></svg>{word}</a>""");

    /// <summary>Numbers in an id by their value: 2 before 10.</summary>
    public static string NaturalOrder(string id)
    {
        var key = new System.Text.StringBuilder();
        for (var at = 0; at < id.Length;)
        {
            var end = at;
            while (end < id.Length && char.IsAsciiDigit(id[end]))
            {
                end++;
            }

            key.Append(end == at ? id[at..++end] : id[at..end].PadLeft(8, '0'));
            at = end;
        }

        return key.ToString();
    }

    /// <summary>Where to go instead: what is zero or unknown here is to be had there, now, and it is open.</summary>
    public (StationView Station, double Metres)? Instead(StationView here, string need) => here.Position is not { } from ? null
        : stations
            .Where(other => other.Id != here.Id && other.Position is not null && Figure.Helps(other, need, now) && Hours.Read(other.Hours, other.Zone, now, words) is not { Closed: true })
            .Select(other => ((StationView Station, double Metres)?)(other, from.MetresTo(other.Position!.Value)))
            .Where(found => found!.Value.Metres <= MostMetresAway)
            .OrderBy(found => found!.Value.Metres).ThenBy(found => NaturalOrder(found!.Value.Station.Id), StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>Why there is none, when the next is expected, and where to go instead.</summary>
    public void WriteInstead(Html html, StationView station, Figure figure, bool named = false)
    {
        html.Add($"""<p class="why">""");
        if (named)
        {
            html.Add($"<b>{words[$"needs.{figure.Name}"]}</b>");
        }

        if (figure.Why(words) is { Length: > 0 } why)
        {
            html.Add($"<span>{why}</span>");
        }

        if (figure.Freshness != Freshness.Silent && Figure.NextFull(figure.Need.NextFull, now) is var (least, most))
        {
            html.Add($"<span>{words["nextFull", Figure.Span(least, most)]}</span>");
        }

        if (Instead(station, figure.Name) is { } instead)
        {
            html.Add($"""<a href="/s/{instead.Station.Id}">{words["insteadFar", Name(instead.Station), Distance(instead.Metres)]}</a>""");
        }
        else if (station.Position is not null)
        {
            html.Add($"<span>{words["noneNear", MostMetresAway / 1000]}</span>");
        }

        html.Add($"</p>");
    }

    public string Name(StationView station) => words.Say(station.Name) is { Length: > 0 } name ? name : station.Id;

    private string NameOfDistrict(string id) =>
        stations.Where(station => station.District == id).Select(station => words.Say(station.DistrictName)).FirstOrDefault(name => name.Length > 0) ?? id;

    private void WriteCard(Html html, StationView station)
    {
        var figures = Figure.All(station, now, words).ToList();
        var main = figures.Find(figure => figure.Name == choice.Needs.FirstOrDefault("charge")) ?? figures.FirstOrDefault();
        html.Add($"""<li class="card"><div class="tile {main?.Tone ?? "none"}"><b>{main?.Big ?? "–"}</b><span>{main?.Unit}</span></div>""");
        html.Add($"""<div class="head"><h3><a href="/s/{station.Id}">{Name(station)}</a></h3></div><ul class="facts">""");
        foreach (var figure in figures.Where(figure => figure != main))
        {
            WriteFact(html, figure.Tone, figure.Fact);
        }

        if (main?.NextOne(now) is var (least, most))
        {
            WriteFact(html, "busy", words["nextOne", Figure.Span(least, most)]);
        }

        html.Add($"</ul>");
        if (main is { IsMissing: true })
        {
            WriteInstead(html, station, main);
        }

        html.Add($"""<p class="foot">""");
        if (Hours.Read(station.Hours, station.Zone, now, words) is { } hours)
        {
            html.Add($"""<span class="{(hours.Closed ? "closed" : "hours")}">{hours.Text}</span>""");
        }

        html.Add($"""<span class="age {(main?.Freshness ?? Freshness.Silent).ToString().ToLowerInvariant()}">{Ages.Text(main?.Need.ReportedAt, main?.Freshness ?? Freshness.Silent, now, words)}</span></p></li>""");
    }

    private static void WriteFact(Html html, string tone, string fact) =>
        html.Add($"""<li class="{tone}"><svg class="mark" aria-hidden="true"><use href="#{tone}"/></svg><span>{fact}</span></li>""");

    private string Distance(double metres) => metres < 995
        ? words["metres", Math.Round(metres / 10, MidpointRounding.AwayFromZero) * 10]
        : words["kilometres", (metres / 1000).ToString(metres < 9950 ? "F1" : "F0", CultureInfo.InvariantCulture)];
}
