using System.Text;
using System.Text.Json;
using Microsoft.OpenApi;
using Stations.Server.Access;

namespace Stations.Server.Api;

/// <param name="DryRun">Nothing was changed; outcomes are what would have been.</param>
/// <param name="Enrolled">How many rows are now, or would be.</param>
/// <param name="Existing">How many were enrolled before. Nothing of them changes.</param>
/// <param name="Failed">How many could not be; the others were all the same.</param>
/// <param name="Rows">All rows, in their order.</param>
public sealed record ImportReport(bool DryRun, int Enrolled, int Existing, int Failed, IReadOnlyList<ImportedRow> Rows);

/// <param name="Line">In the CSV, where the first is the header's; of a JSON array the element, from 1.</param>
/// <param name="Outcome">enrolled, exists or failed.</param>
/// <param name="Password">Of a node that this request has enrolled. Shown this once.</param>
/// <param name="Reason">Why it failed, and what to do.</param>
public sealed record ImportedRow(int Line, string Outcome, string? Username, string? Password, string? Reason);

/// <summary>Many nodes at once, from a CSV file or a JSON array.</summary>
internal static partial class NodesApi
{
    private const string CsvType = "text/csv";
    private const int MaxImportBytes = 256 * 1024;
    private const int MaxRows = 2000;

    private static readonly string[] Columns = ["district", "node"];

    private static readonly Parameter<bool> DryRun = new(
        "dryRun", "true: says what would be done, and does nothing.", "true or false", WhenAbsent: false, bool.TryParse, new() { Type = JsonSchemaType.Boolean });

    private static void MapImport(IEndpointRouteBuilder nodes) => nodes
        .MapPost("/import", Import)
        .WithQuery(DryRun)
        .Accepts<List<NodeBody>>("application/json", CsvType)
        .Produces<ImportReport>()
        .WithProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
        .WithSummary("Enrols many nodes: CSV with the columns district and node, or a JSON array of both. Passwords are shown this once.")
        .WithDescription($"At most {MaxRows} rows and {MaxImportBytes / 1024} KiB. Rows that fail say why and keep no other from being enrolled. A node that is enrolled already is left as it is, so the same file can be sent again.");

    private static async Task<IResult> Import(HttpContext context, NodeDesk desk)
    {
        var isCsv = context.Request.ContentType?.StartsWith(CsvType, StringComparison.OrdinalIgnoreCase) == true;
        if (!isCsv && !context.Request.HasJsonContentType())
        {
            return Problems.NotJson();
        }

        if (await JsonBody.ReadAll(context.Request, MaxImportBytes) is not { } body)
        {
            return Problems.BodyTooLarge(MaxImportBytes);
        }

        var (rows, mistake) = isCsv ? OfCsv(body) : OfJson(body);
        mistake ??= rows.Count is 0 or > MaxRows ? $"has {rows.Count} rows; send 1 to {MaxRows} at a time" : null;
        if (mistake is not null)
        {
            return Problems.InvalidBody(new(StringComparer.Ordinal) { ["body"] = [mistake] });
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await NodeImport.Run(rows, DryRun.In(context.Request.Query), desk, context));
    }

    private static (List<NodeImport.Row> Rows, string? Mistake) OfCsv(byte[] body)
    {
        var rows = Csv.Parse(Encoding.UTF8.GetString(body), out var mistake);
        if (mistake is not null || rows.Count == 0)
        {
            return ([], mistake ?? "is empty: the first line names the columns, district and node");
        }

        var header = rows[0].Cells.Select(cell => cell.ToLowerInvariant()).ToList();
        if (!header.Order(StringComparer.Ordinal).SequenceEqual(Columns, StringComparer.Ordinal))
        {
            return ([], $"has the columns '{string.Join(',', rows[0].Cells)}' in line {rows[0].Line}; there must be {string.Join(" and ", Columns)}, in any order, and no others");
        }

        var (district, node) = (header.IndexOf("district"), header.IndexOf("node"));
        return ([.. rows.Skip(1).Select(row => row.Cells.Count == header.Count
            ? new NodeImport.Row(row.Line, new NodeBody(row.Cells[district], row.Cells[node]), null)
            : new NodeImport.Row(row.Line, null, $"has {row.Cells.Count} cells; the header has {header.Count}"))], null);
    }

    private static (List<NodeImport.Row> Rows, string? Mistake) OfJson(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind != JsonValueKind.Array
                ? ([], "must be an array of objects such as {\"district\":\"a\",\"node\":\"b\"}")
                : ([.. json.RootElement.EnumerateArray().Select((element, index) => OfJson(index + 1, element))], null);
        }
        catch (JsonException error)
        {
            return ([], $"is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
        }
    }

    private static NodeImport.Row OfJson(int line, JsonElement element)
    {
        try
        {
            return element.Deserialize(Live.PublicJson.Context.NodeBody) is { } body
                ? new(line, body, null)
                : new(line, null, "must be an object such as {\"district\":\"a\",\"node\":\"b\"}");
        }
        catch (JsonException)
        {
            return new(line, null, "must be an object with the texts district and node, and no others");
        }
    }
}
