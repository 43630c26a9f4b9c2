namespace Stations.Server.Operations;

/// <summary>The built web pages, when this build has them.</summary>
internal static class Pages
{
    private const string Missing = "The pages were not built: install Node.js 20 or later and build again. The API is at /openapi/v1.json.";

    public static void MapPages(this WebApplication app)
    {
        if (!File.Exists(Path.Combine(app.Environment.WebRootPath, "index.html")))
        {
            app.MapGet("/", () => Results.Text(Missing, statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
            return;
        }

        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => SetCaching(file.Context) });
        app.MapGet("/ops", () => Results.File(Path.Combine(app.Environment.WebRootPath, "ops", "index.html"), "text/html; charset=utf-8")).ExcludeFromDescription();
    }

    /// <summary>Names under /assets carry a hash of what is in them; pages may change with any deployment.</summary>
    private static void SetCaching(HttpContext context) =>
        context.Response.Headers.CacheControl = context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
}
