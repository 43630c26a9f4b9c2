using System.Collections.Frozen;
using System.Text.Json;

namespace Stations.Server.Pages;

/// <summary>What the pages say, in one language: the same files that their script is built with.</summary>
internal sealed class Words
{
    public const string Cookie = "language";

    private static readonly Words[] All = [Load("zh-CN"), Load("en")];

    private readonly FrozenDictionary<string, string> texts;

    private Words(string language, FrozenDictionary<string, string> texts) => (Language, this.texts) = (language, texts);

    /// <summary>The language's tag: zh-CN or en.</summary>
    public string Language { get; }

    public Words Other => All[0] == this ? All[1] : All[0];

    public string this[string path] => texts[path];

    /// <summary>Gaps as in <c>fill</c> of <c>locale/index.ts</c>.</summary>
    public string this[string path, params ReadOnlySpan<object?> gaps] => string.Format(Plural.Format, texts[path], gaps);

    /// <summary>A name in the reader's language, else in any that it has.</summary>
    public string Say(IReadOnlyDictionary<string, string>? text) => text is null ? ""
        : text.TryGetValue(Language, out var own) ? own
        : text.TryGetValue("zh-CN", out var chinese) ? chinese
        : text.GetValueOrDefault("en", "");

    /// <summary>What the address says, else what was chosen before, else what the browser likes best; Chinese if it likes neither.</summary>
    public static Words For(HttpRequest request) =>
        Named(request.Query["lang"]) ?? Named(request.Cookies[Cookie]) ?? LikedBest(request.Headers.AcceptLanguage.ToString()) ?? All[0];

    public static Words? Named(string? language) => Array.Find(All, words => words.Language == language);

    private static Words? LikedBest(string header) => header.Split(',', StringSplitOptions.TrimEntries)
        .Select(tag => tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? All[0] : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? All[1] : null)
        .FirstOrDefault(words => words is not null);

    private static Words Load(string language)
    {
        using var file = typeof(Words).Assembly.GetManifestResourceStream(language)!;
        using var document = JsonDocument.Parse(file);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Gather(document.RootElement, "", found);
        return new(language, found.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static void Gather(JsonElement texts, string path, Dictionary<string, string> found)
    {
        foreach (var one in texts.EnumerateObject())
        {
            if (one.Value.ValueKind == JsonValueKind.String)
            {
                found[path + one.Name] = one.Value.GetString()!;
            }
            else
            {
                Gather(one.Value, $"{path}{one.Name}.", found);
            }
        }
    }
}
