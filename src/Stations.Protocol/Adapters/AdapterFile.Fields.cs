using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stations.Protocol;

/// <summary>What a field is, and its values.</summary>
public static partial class AdapterFile
{
    private const string OfSlot = "slot.";
    private const double Least = 1e-9;
    private const double Most = 1e9;

    private static AdapterField? Field(string name, JsonNode? node, string at, List<string> mistakes)
    {
        var isOfSlot = name.StartsWith(OfSlot, StringComparison.Ordinal);
        var own = isOfSlot ? name[OfSlot.Length..] : name;
        var isNamed = own.Length is > 0 and <= MaxText && own.All(one => char.IsAsciiLetterOrDigit(one) || one is '_' or '-' or '.');
        Expect(isNamed, $"{at}: a field's name has 1 to {MaxText} of A-Z a-z 0-9 _ - .", mistakes);
        Expect(!(isOfSlot && char.IsAsciiDigit(own.FirstOrDefault())), $"{at}: leave the number out, it is for every slot: slot.name", mistakes);
        if (node is not JsonObject { Count: > 0 } one)
        {
            mistakes.Add($"{at}: give an object with as, words, times or plus, or leave the field out: then it stays as it is");
            return null;
        }

        Unknown(one, $"{at}.", ["as", "words", "times", "plus"], mistakes);
        var ours = one["as"] is null ? own : Text(one["as"]) ?? "";
        if (!Fields.TryParse(Encoding.UTF8.GetBytes(ours), out var field, out var slot) || field == Protocol.Field.Unknown || slot > 0)
        {
            mistakes.Add($"{at}.as: {(one["as"] is null ? $"{own} is none of our fields, so say which it is" : "it is none of our fields")}; there are {string.Join(", ", Enum.GetValues<Field>().Skip(1).Select(Fields.Name))}, for slots too");
            return null;
        }

        var isScaled = one["times"] is not null || one["plus"] is not null;
        Expect(!(isScaled && one["words"] is not null), $"{at}: give words, or times and plus, and not both", mistakes);
        Expect(!isScaled || Fields.Type(field) == FieldType.Number, $"{at}: times and plus are for numbers, and {ours} is none; give words", mistakes);
        Expect(one["times"] is null || Math.Abs(Number(one["times"]) ?? 0) is >= Least and <= Most, $"{at}.times: give a number from {Least} to {Most}, or as much below 0; not 0", mistakes);
        Expect(one["plus"] is null || Math.Abs(Number(one["plus"]) ?? double.NaN) <= Most, $"{at}.plus: give a number from -{Most} to {Most}", mistakes);
        return new(own, isOfSlot, field)
        {
            Words = one["words"] is { } words ? Words(words as JsonObject, field, $"{at}.words", mistakes) : null,
            Times = Number(one["times"]) ?? 1,
            Plus = Number(one["plus"]) ?? 0,
        };
    }

    private static Dictionary<string, string>? Words(JsonObject? words, Field field, string at, List<string> mistakes)
    {
        string[] ours = Fields.Type(field) == FieldType.Flag ? ["true", "false"] : Fields.Words(field).ToArray();
        if (ours.Length == 0)
        {
            mistakes.Add($"{at}: {Fields.Name(field)} takes any {(Fields.Type(field) == FieldType.Number ? "number" : "text")}; leave words out");
            return null;
        }

        if (words is not { Count: > 0 and <= MaxWords })
        {
            mistakes.Add($"{at}: give an object with 1 to {MaxWords} of theirs and what each is in ours, such as {{\"1\":{Literal(ours[0])}}}");
            return null;
        }

        var meaning = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (theirs, said) in words)
        {
            Expect(theirs.Length is > 0 and <= MaxText, $"{at}: a word has 1 to {MaxText} characters", mistakes);
            var word = Array.Find(ours, one => said?.ToJsonString() == Literal(one));
            Expect(word is not null, $"{at}[\"{theirs}\"]: {Fields.Name(field)} is {string.Join(", ", ours.Select(Literal))} and nothing else", mistakes);
            meaning[theirs] = word ?? "";
        }

        return meaning;

        string Literal(string word) => Fields.Type(field) == FieldType.Text ? $"\"{word}\"" : word;
    }

    private static string NameOf(AdapterField field) => $"{(field.IsOfSlot ? OfSlot : "")}{field.Name}";

    private static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double number) && double.IsFinite(number) ? number : null;
}
