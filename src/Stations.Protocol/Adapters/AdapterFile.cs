using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stations.Protocol;

/// <summary>
/// What an operator writes about firmware that speaks otherwise than we do:
/// <c>{"adapters":[{"maker":"Xingxing","model":"CAB-12","firmware":"2.*","fields":{"slot.present":{"words":{"true":false,"false":true}},"temp":{"as":"temperature_c","times":0.1}}}]}</c>.
/// </summary>
public static partial class AdapterFile
{
    /// <summary>Of the whole file.</summary>
    public const int MaxBytes = 1024 * 1024;

    public const int MaxAdapters = 1000;

    /// <summary>Of one adapter.</summary>
    public const int MaxFields = 100;

    /// <summary>Of one field.</summary>
    public const int MaxWords = 100;

    /// <summary>Of a maker, a model, a firmware, a field or a word.</summary>
    public const int MaxText = 128;

    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <returns>The book, or null and every mistake.</returns>
    public static (AdapterBook? Book, IReadOnlyList<string> Mistakes) Parse(ReadOnlySpan<byte> utf8)
    {
        var mistakes = new List<string>();
        JsonObject? file;
        try
        {
            file = JsonNode.Parse(utf8, nodeOptions: null, Once) as JsonObject;
        }
        catch (JsonException error)
        {
            return (null, [$"it is not JSON, or says something twice: {error.Message}"]);
        }

        if (file?["adapters"] is not JsonArray { Count: > 0 and <= MaxAdapters } list)
        {
            return (null, [$"adapters: give a list of 1 to {MaxAdapters}"]);
        }

        Unknown(file, "", ["about", "adapters"], mistakes);
        AdapterRow?[] rows = [.. list.Select((one, index) => Row(one as JsonObject, $"adapters[{index}]", mistakes))];
        foreach (var (index, row) in rows.Index())
        {
            var first = row is null ? index : Array.FindIndex(rows, other => (other?.Maker, other?.Model, other?.Firmware) == (row.Maker, row.Model, row.Firmware));
            Expect(first == index, $"adapters[{index}]: it is of the same firmware as adapters[{first}]; make one of the two", mistakes);
        }

        return mistakes.Count > 0 ? (null, mistakes) : (new AdapterBook(rows!), []);
    }

    private static AdapterRow? Row(JsonObject? one, string at, List<string> mistakes)
    {
        if (one is null)
        {
            mistakes.Add($"{at}: give an object");
            return null;
        }

        Unknown(one, $"{at}.", ["maker", "model", "firmware", "fields"], mistakes);
        var (maker, model, firmware) = (Text(one["maker"]), Text(one["model"]), Text(one["firmware"]));
        Expect(maker is not null, $"{at}.maker: give the maker as births say it, 1 to {MaxText} characters", mistakes);
        Expect(model is not null, $"{at}.model: give the model as births say it, 1 to {MaxText} characters", mistakes);
        Expect(
            firmware?.AsSpan(..^1).Contains(AdapterRow.Any) == false,
            $"{at}.firmware: give it as births say it, such as 2.1.4, or with a * at its end for all that begin so, such as 2.*", mistakes);
        if (one["fields"] is not (null or JsonObject { Count: <= MaxFields }))
        {
            mistakes.Add($"{at}.fields: give an object with at most {MaxFields} fields, or leave it out where the firmware speaks our words");
        }

        AdapterField[] fields = [.. (one["fields"] as JsonObject ?? []).Select(field => Field(field.Key, field.Value, $"{at}.fields[\"{field.Key}\"]", mistakes)).OfType<AdapterField>()];
        foreach (var field in fields)
        {
            var first = Array.Find(fields, other => (other.Field, other.IsOfSlot) == (field.Field, field.IsOfSlot))!;
            Expect(ReferenceEquals(first, field), $"{at}.fields[\"{NameOf(field)}\"]: {NameOf(first)} is {Fields.Name(field.Field)} too; leave one of the two out", mistakes);
        }

        return maker is null || model is null || firmware is null ? null : new(maker, model, firmware, fields);
    }

    private static void Expect(bool holds, string otherwise, List<string> mistakes)
    {
        if (!holds)
        {
            mistakes.Add(otherwise);
        }
    }

    private static void Unknown(JsonObject one, string at, string[] known, List<string> mistakes) => mistakes.AddRange(
        one.Where(member => !known.Contains(member.Key, StringComparer.Ordinal)).Select(member => $"{at}{member.Key}: there is no such setting; known are {string.Join(", ", known)}"));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && text.Length is > 0 and <= MaxText ? text : null;
}
