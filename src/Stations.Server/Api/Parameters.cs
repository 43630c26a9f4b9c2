using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Api;

/// <summary>The parameters that more than one question has, and how to make others.</summary>
internal static class Parameters
{
    public static readonly Parameter<string?> District = new(
        "district", "Only this district.", "a district's id: letters, digits, _ . -", null, TryParseSegment, Text("xiangyang-wanda"));

    public static readonly Parameter<StationId?> Station = new(
        "station", "Only what belongs to this station.", "district:station", null, TryParseStation, Text("xiangyang-wanda:wanda-1"));

    public static Parameter<int> Limit(int most, int whenAbsent) => Integer("limit", "How many on one page.", 1, most, whenAbsent);

    public static Parameter<int> Integer(string name, string description, int least, int most, int whenAbsent) => new(
        name,
        $"{description} {least} to {most}.",
        $"a whole number from {least} to {most}",
        whenAbsent,
        (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least && value <= most,
        new() { Type = JsonSchemaType.Integer, Minimum = Figure(least), Maximum = Figure(most), Default = JsonValue.Create(whenAbsent) });

    /// <summary>Where to go on, as the page before said.</summary>
    public static Parameter<T> Cursor<T>(T nowhere, TryParse<T> tryParse) => new(
        "cursor",
        "The value of next from the page before; everything else as in that question.",
        "the value of next from the page before",
        nowhere,
        (string text, out T value) =>
        {
            value = nowhere;
            return Page.TryReadCursor(text, out var key) && tryParse(key, out value);
        },
        Text());

    /// <summary>One or more of some words, with commas.</summary>
    public static Parameter<IReadOnlyList<T>> Words<T>(string name, string description, IReadOnlyList<T> whenAbsent, params (string Word, T Value)[] known) => new(
        name,
        $"{description} With commas: {string.Join(", ", known.Select(one => one.Word))}.",
        $"one or more of {string.Join(", ", known.Select(one => one.Word))}, with commas",
        whenAbsent,
        (string text, out IReadOnlyList<T> values) =>
        {
            var words = text.Split(',', StringSplitOptions.TrimEntries);
            values = [.. known.Where(one => words.Contains(one.Word)).Select(one => one.Value)];
            return Array.TrueForAll(words, word => Array.Exists(known, one => one.Word == word));
        },
        new() { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. known.Select(one => JsonValue.Create(one.Word))] } });

    /// <summary>The first moment that counts; null when none is said.</summary>
    public static readonly Parameter<long?> From = Time("from", "Not before this time: RFC 3339, or epoch milliseconds.");

    /// <summary>The first moment that no longer counts; null when none is said.</summary>
    public static readonly Parameter<long?> To = Time("to", "Before this time: RFC 3339, or epoch milliseconds.");

    private static readonly string[] TimeForms =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    /// <summary>From and to, where the query says nothing the last 24 hours until to or now; epoch milliseconds.</summary>
    public static (long From, long To) Range(IQueryCollection query, long now)
    {
        var to = To.In(query) ?? now;
        return (From.In(query) ?? to - (long)TimeSpan.FromHours(24).TotalMilliseconds, to);
    }

    public static Dictionary<string, string[]> RangeMistakes(long from, long to) =>
        from < to ? new(StringComparer.Ordinal) : new(StringComparer.Ordinal) { ["from"] = ["must be before to, which is now if nothing is said"] };

    public static OpenApiSchema Word(string whenAbsent, params string[] known) =>
        new() { Type = JsonSchemaType.String, Enum = [.. known.Select(word => JsonValue.Create(word))], Default = JsonValue.Create(whenAbsent) };

    public static OpenApiSchema Text(params JsonNode[] examples) => new() { Type = JsonSchemaType.String, Examples = examples };

    public static bool TryParsePosition(string text, out Position? position)
    {
        position = text.Split(',') is [var north, var east]
            && double.TryParse(north, NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
            && double.TryParse(east, NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
            && Positions.IsValid(latitude, longitude) ? new Position(latitude, longitude) : null;
        return position is not null;
    }

    private static Parameter<long?> Time(string name, string description) => new(
        name, description, "a time such as 2026-11-21T08:00:00Z or 2026-11-21T16:00:00+08:00, or epoch milliseconds, between 2020 and 2100", null, TryParseTime,
        Text("2026-11-21T08:00:00Z"));

    private static bool TryParseTime(string text, out long? time)
    {
        // A plus that nobody escaped arrives as a space.
        time = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? milliseconds
            : DateTimeOffset.TryParseExact(text.Replace(' ', '+'), TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUnixTimeMilliseconds()
            : null;
        time = time is { } value && Times.IsPlausible(value) ? value : null;
        return time is not null;
    }

    private static bool TryParseSegment(string text, out string? segment) => (segment = text) is not null && Segment.IsValid(text);

    private static bool TryParseStation(string text, out StationId? station)
    {
        station = StationId.TryParse(text, out var id) ? id : null;
        return station is not null;
    }

    private static string Figure(int number) => number.ToString(CultureInfo.InvariantCulture);
}
