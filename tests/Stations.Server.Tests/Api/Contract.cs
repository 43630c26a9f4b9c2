using System.Text;
using System.Text.Json.Nodes;

namespace Stations.Server.Tests.Api;

/// <summary>The server's OpenAPI document as TypeScript: what the pages' code is checked against.</summary>
internal static class Contract
{
    private const string Head =
        """
        // Made from the server's OpenAPI document, /openapi/v1.json, by its tests. Whoever changes a shape runs
        // `dotnet test tests/Stations.Server.Tests`, which writes this file anew, and commits it.

        """;

    private static readonly string[] Wanted = [
        "AlarmsView", "SnapshotView", "DevicePage", "DistrictsView", "FleetView", "KpiView", "MessagePage", "NodePage", "NodeCredentials", "RotatedCredentials", "ClaimView",
        "ImportReport", "CommandPage", "HistoryView", "EventPage", "QuarantinePage", "SecurityEventPage", "SessionView", "ProblemBody", "RiderView",
        "OperatorPage", "CodeView", "TokenPage", "NewTokenView", "SessionPage", "AuditPage", "ReportPage",
        "ConfigView", "ConfigImportReport", "FirmwareView", "TermsView",
    ];

    public static string Of(JsonNode document)
    {
        var schemas = document["components"]!["schemas"]!.AsObject();
        var text = new StringBuilder(Head);
        foreach (var name in Reached(schemas).Order(StringComparer.Ordinal))
        {
            var schema = schemas[name]!;
            text.Append(Comment(schema, ""));
            if (schema["properties"] is JsonObject properties)
            {
                var required = schema["required"]?.AsArray().Select(one => (string)one!).ToHashSet(StringComparer.Ordinal) ?? [];
                text.Append($"export interface {name} {{\n");
                foreach (var (property, type) in properties)
                {
                    // What is left out when there is nothing to say is never null.
                    var isRequired = required.Contains(property) || required.Count == 0 && type!["oneOf"] is null;
                    var word = TypeOf(type!);
                    text.Append(Comment(type!, "  ")).Append($"  {property}{(isRequired ? "" : "?")}: {(isRequired ? word : word.Replace(" | null", "", StringComparison.Ordinal))}\n");
                }

                text.Append("}\n");
            }
            else
            {
                text.Append($"export type {name} = {TypeOf(schema)}\n");
            }
        }

        return text.ToString();
    }

    private static HashSet<string> Reached(JsonObject schemas)
    {
        var reached = new HashSet<string>(Wanted, StringComparer.Ordinal);
        var left = new Queue<string>(Wanted);
        while (left.TryDequeue(out var name))
        {
            foreach (var inner in schemas.Select(one => one.Key).Where(key => schemas[name]!.ToJsonString().Contains($"\"#/components/schemas/{key}\"", StringComparison.Ordinal)))
            {
                if (reached.Add(inner))
                {
                    left.Enqueue(inner);
                }
            }
        }

        return reached;
    }

    private static string TypeOf(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            return reference[(reference.LastIndexOf('/') + 1)..];
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            return Union(choices.Select(choice => TypeOf(choice!)));
        }

        if (schema["enum"] is JsonArray words)
        {
            var orNull = schema["type"] is JsonArray types && types.Any(type => (string?)type == "null") ? " | null" : "";
            return string.Join(" | ", words.Where(word => word is not null).Select(word => $"'{word}'").Order(StringComparer.Ordinal)) + orNull;
        }

        return Union(schema["type"] is JsonArray several ? several.Select(one => Plain((string)one!, schema)) : [Plain((string?)schema["type"], schema)]);
    }

    private static string Plain(string? type, JsonNode schema) => type switch
    {
        "integer" or "number" => "number",
        "array" => TypeOf(schema["items"]!) is var item && item.Contains('|') ? $"readonly ({item})[]" : $"readonly {item}[]",
        "object" => schema["additionalProperties"] is { } values ? $"Readonly<Record<string, {TypeOf(values)}>>" : "object",
        null => "boolean | number | string",
        _ => type,
    };

    private static string Union(IEnumerable<string> types) => string.Join(" | ", types.Distinct(StringComparer.Ordinal).OrderBy(type => type == "null").ThenBy(type => type, StringComparer.Ordinal));

    private static string Comment(JsonNode schema, string indent) => (string?)schema["description"] is { } description ? $"{indent}/** {description} */\n" : "";
}
