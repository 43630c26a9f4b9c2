using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Stations.Server.Pages;

/// <summary>A built page with places to fill: its language, its title, what can be read at once, and what the script begins with.</summary>
internal sealed partial class Shell
{
    private const string Body = """<div id="page"></div>""";

    private readonly string html;

    private Shell(string html, string styleHash) => (this.html, StyleHash) = (html, styleHash);

    /// <summary>For the Content-Security-Policy: of the one style that stands in the page.</summary>
    public string StyleHash { get; }

    /// <summary>Its styles come with it: on a slow line each further file costs seconds before anything can be seen.</summary>
    public static Shell Read(string webRoot, string page)
    {
        var style = new StringBuilder();
        var built = StyleLink().Replace(File.ReadAllText(Path.Combine(webRoot, page)), link =>
        {
            style.Append(File.ReadAllText(Path.Combine(webRoot, link.Groups["path"].Value)).Trim());
            return "";
        });
        return new(
            built.Replace("</head>", $"<style>{style}</style>\n  </head>", StringComparison.Ordinal),
            Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style.ToString()))));
    }

    /// <param name="known">JSON in which HTML's own characters are escaped.</param>
    public string Fill(Words words, string title, Html body, string known) => html
        .Replace("<html lang=\"zh-CN\">", $"<html lang=\"{words.Language}\">", StringComparison.Ordinal)
        .Replace(Body, $"""<div id="page">{body}</div><script type="application/json" id="known">{known}</script>""", StringComparison.Ordinal)
        .Replace("<title></title>", $"<title>{System.Net.WebUtility.HtmlEncode(title)}</title>", StringComparison.Ordinal);

    [GeneratedRegex("""<link rel="stylesheet"[^>]* href="/(?<path>assets/[^"]+)">""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StyleLink();
}
