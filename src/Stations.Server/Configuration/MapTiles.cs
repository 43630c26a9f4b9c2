using System.Text.Json.Serialization;

namespace Stations.Server.Configuration;

/// <summary>Pictures below the map of the pages, from wherever the operator says. Without them nobody else learns where people look.</summary>
/// <param name="Template">An address with {z}, {x} and {y}, of pictures 256 pixels wide in the web's usual grid.</param>
/// <param name="IsGcj02">They are shifted as China's public maps are.</param>
/// <param name="Credit">Whose they are; shown on the map.</param>
public sealed record MapTiles(string Template, bool IsGcj02, string Credit)
{
    /// <summary>For the Content-Security-Policy.</summary>
    [JsonIgnore]
    public string Origin => new Uri(Template).GetLeftPart(UriPartial.Authority);

    internal static MapTiles? Read(Settings settings)
    {
        var template = settings.Parse("Pages:Tiles", "an http(s) address with {z}, {x} and {y}", text => IsTemplate(text) ? text : null);
        var datum = settings.Parse("Pages:TilesDatum", "WGS-84 or GCJ-02", text => text is "WGS-84" or "GCJ-02" ? text : null);
        var credit = settings.Text("Pages:TilesCredit", "");
        return template is null ? null : new(template, datum == "GCJ-02", credit);
    }

    private static bool IsTemplate(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && Array.TrueForAll(["{z}", "{x}", "{y}"], gap => text.Contains(gap, StringComparison.Ordinal));
}
