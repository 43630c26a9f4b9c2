using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.ResponseCompression;
using Stations.Protocol;
using Stations.Server.Configuration;
using Stations.Server.Live;
using Stations.Server.Operations;

namespace Stations.Server.Pages;

/// <summary>The built web pages, when this build has them. The rider's can be read without their script.</summary>
internal static class WebPages
{
    private const string Missing = "The pages were not built: install Node.js 20 or later and build again. The API is at /openapi/v1.json.";

    /// <summary>More stations than this come by the stream alone.</summary>
    private const int MostKnown = 300;

    public static void AddPages(this IServiceCollection services) => services
        .AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/manifest+json"];
        })
        .Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);

    public static void MapPages(this WebApplication app)
    {
        app.UseResponseCompression();
        var root = app.Environment.WebRootPath;
        if (!File.Exists(Path.Combine(root, "index.html")))
        {
            app.MapGet("/", () => Results.Text(Missing, statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
            return;
        }

        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => SetCaching(file.Context) });
        var (rider, ops) = (Shell.Read(root, "index.html"), Shell.Read(root, "ops/index.html"));
        foreach (var address in new[] { "/", "/map", "/saved", "/s/{code}" })
        {
            app.MapGet(address, (HttpContext context, StationBoard board, LiveFrames frames, Readiness readiness, TimeProvider clock, string? code) =>
                Rider(context, rider, board, frames, readiness, clock.GetUtcNow(), code)).ExcludeFromDescription();
        }

        app.MapReportPost();
        app.MapGet("/outline.geojson", (ServerOptions options) => options.Outline is { } outline ? Results.Bytes(outline, "application/geo+json") : Results.NoContent()).ExcludeFromDescription();
        app.MapGet("/tiles.json", (ServerOptions options) => options.Tiles is { } tiles ? Results.Ok(tiles) : Results.NoContent()).ExcludeFromDescription();
        app.MapGet("/index.html", () => Results.Redirect("/")).ExcludeFromDescription();
        app.MapGet("/ops/index.html", () => Results.Redirect("/ops")).ExcludeFromDescription();
        app.MapGet("/ops/{**view}", (HttpContext context) => Answer(context, ops, Words.For(context.Request), "", new Html(), known: null)).ExcludeFromDescription();
    }

    private static IResult Rider(HttpContext context, Shell shell, StationBoard board, LiveFrames frames, Readiness readiness, DateTimeOffset now, string? code)
    {
        var words = Words.For(context.Request);
        var body = new Html();
        Header(body, words, context.Request.Path.Value!, code is not null, now);
        if (readiness.Loading is not null)
        {
            // What is there by now is not all there is: to say nothing is better than to say less.
            body.Add($"""<main aria-busy="true"><p class="quiet">{words["loading"]}</p></main>""");
            return Answer(context, shell, words, words["product"], body, known: null);
        }

        string after;
        using (var listener = frames.Listen())
        {
            after = $"{frames.Epoch}-{listener.Sequence}";
        }

        var items = board.Stations.Take(MostKnown + 1).ToList();
        StationView[] stations = [.. items.Take(MostKnown).Select(item => StationView.Of(item.Picture))];
        var list = new ListPage(words, now, stations, Choice.Read(context.Request));
        var known = new KnownView(now, items.Count > MostKnown ? null : after, new SnapshotView(stations, [], 1, 1));
        if (code is null)
        {
            list.Write(body);
            return Answer(context, shell, words, words["product"], body, known);
        }

        if (!StationId.TryParse(code, out var id) || board.Find(id) is not { } item)
        {
            body.Add($"""<main class="notice"><h1>{words["notFound"]}</h1><p>{words["notFoundMore"]}</p><a class="button main" href="/">{words["toList"]}</a></main>""");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Answer(context, shell, words, words["notFound"], body, known);
        }

        var station = StationView.Of(item.Picture);
        DeviceView[] devices = [.. item.Devices.Values.Select(DeviceView.Of).OrderBy(device => ListPage.NaturalOrder(device.Id), StringComparer.Ordinal)];
        var page = new DoorPage(words, now, station, devices, list, new ReportForm(words, now, context.Request.Query["ticket"]));
        page.Write(body);
        return Answer(context, shell, words, page.Title, body, known with { Snapshot = known.Snapshot with { Devices = devices } });
    }

    /// <summary>The script's twin: <c>rider/Header.tsx</c>.</summary>
    private static void Header(Html html, Words words, string path, bool isOneStation, DateTimeOffset now)
    {
        html.Add($"""<header class="brand">""");
        if (isOneStation)
        {
            html.Add($"""<p class="name">{words["product"]}</p>""");
        }
        else
        {
            html.Add($"""<h1 class="name">{words["product"]}</h1>""");
        }

        html.Add($"""<span class="pill none">{words["asOf", Ages.Clock(now, now)]}</span><a class="plain" lang="{words.Other.Language}" href="{path}?lang={words.Other.Language}">{words["otherLanguage"]}</a></header><nav class="tabs">""");
        foreach (var (address, word) in new[] { ("/", "list"), ("/map", "map"), ("/saved", "saved") })
        {
            html.Add($"""<a href="{address}" aria-current="{(path == address ? "page" : "false")}"><svg class="glyph" aria-hidden="true"><use href="#{word}"/></svg>{words[word]}</a>""");
        }

        html.Add($"</nav>");
    }

    private static IResult Answer(HttpContext context, Shell shell, Words words, string title, Html body, KnownView? known)
    {
        var headers = context.Response.Headers;
        var tiles = context.RequestServices.GetRequiredService<ServerOptions>().Tiles is { } configured ? $" {configured.Origin}" : "";
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'sha256-{shell.StyleHash}'; img-src 'self' data:{tiles}; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=()";
        headers.CacheControl = "no-cache";
        headers.Vary = "Accept-Language, Cookie";
        if (Words.Named(context.Request.Query["lang"]) is not null)
        {
            context.Response.Cookies.Append(Words.Cookie, words.Language, new CookieOptions { MaxAge = TimeSpan.FromDays(400), SameSite = SameSiteMode.Lax, IsEssential = true });
        }

        return Results.Text(
            shell.Fill(words, title, body, known is null ? "null" : JsonSerializer.Serialize(known, PublicJson.Context.KnownView)), "text/html", Encoding.UTF8);
    }

    /// <summary>Names under /assets carry a hash of what is in them; everything else may change with any deployment.</summary>
    private static void SetCaching(HttpContext context) =>
        context.Response.Headers.CacheControl = context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
}
