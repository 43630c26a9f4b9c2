using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Device">district:node:device</param>
/// <param name="Name">Of the setting.</param>
/// <param name="Value">A number, a word, true or false.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ConfigRowBody(string? Device, string? Name, JsonElement Value);

/// <param name="DryRun">Nothing was changed; outcomes are what would have been.</param>
/// <param name="Set">How many rows are now wanted so, or would be.</param>
/// <param name="Same">How many were wanted so before.</param>
/// <param name="Failed">How many could not be; the others were all the same.</param>
/// <param name="Rows">All rows, in their order.</param>
public sealed record ConfigImportReport(bool DryRun, int Set, int Same, int Failed, IReadOnlyList<ConfiguredRow> Rows);

/// <param name="Line">In the CSV, where the first is the header's; of a JSON array the element, from 1.</param>
/// <param name="Outcome">set, same or failed.</param>
/// <param name="Reason">Why it failed, and what to do.</param>
public sealed record ConfiguredRow(int Line, string Outcome, string? Device, string? Name, string? Reason);

/// <summary>Settings of many devices at once, from a CSV file or a JSON array.</summary>
internal static partial class ConfigApi
{
    private const string CsvType = "text/csv";
    private const int MaxImportBytes = 512 * 1024;
    private const int MaxRows = 5000;

    private static readonly string[] Columns = ["device", "name", "value"];

    private static readonly Parameter<bool> DryRun = new(
        "dryRun", "true: says what would be done, and does nothing.", "true or false", WhenAbsent: false, bool.TryParse, new() { Type = JsonSchemaType.Boolean });

    private static void MapImport(IEndpointRouteBuilder devices) => devices
        .MapPost("/config/import", Import)
        .WithQuery(DryRun)
        .Accepts<List<ConfigRowBody>>("application/json", CsvType)
        .Produces<ConfigImportReport>()
        .WithProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
        .WithSummary("Sets many devices: CSV with the columns device, name and value, or a JSON array of these.")
        .WithDescription($"At most {MaxRows} rows and {MaxImportBytes / 1024} KiB. Each row changes one setting and leaves the others of its device as they are wanted. Rows that fail say why and keep no other from being set. The same file can be sent again.");

    private static async Task<IResult> Import(HttpContext context, StationBoard board, IGrainFactory grains, TimeProvider clock)
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

        return TypedResults.Ok(await new ConfigImport(context, board, grains, clock).Run(rows, DryRun.In(context.Request.Query)));
    }

    private static (List<ConfigImport.Row> Rows, string? Mistake) OfCsv(byte[] body)
    {
        var rows = Csv.Parse(Encoding.UTF8.GetString(body), out var mistake);
        if (mistake is not null || rows.Count == 0)
        {
            return ([], mistake ?? "is empty: the first line names the columns, device, name and value");
        }

        var header = rows[0].Cells.Select(cell => cell.ToLowerInvariant()).ToList();
        if (!header.Order(StringComparer.Ordinal).SequenceEqual(Columns, StringComparer.Ordinal))
        {
            return ([], $"has the columns '{string.Join(',', rows[0].Cells)}' in line {rows[0].Line}; there must be device, name and value, in any order, and no others");
        }

        var (device, name, value) = (header.IndexOf("device"), header.IndexOf("name"), header.IndexOf("value"));
        return ([.. rows.Skip(1).Select(row => row.Cells.Count == header.Count
            ? new ConfigImport.Row(row.Line, row.Cells[device], row.Cells[name], SettingValue.Parse(row.Cells[value]), null)
            : new ConfigImport.Row(row.Line, null, null, default, $"has {row.Cells.Count} cells; the header has {header.Count}"))], null);
    }

    private static (List<ConfigImport.Row> Rows, string? Mistake) OfJson(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind != JsonValueKind.Array
                ? ([], "must be an array of objects such as {\"device\":\"a:b:c\",\"name\":\"set_c\",\"value\":4}")
                : ([.. json.RootElement.EnumerateArray().Select((element, index) => OfJson(index + 1, element))], null);
        }
        catch (JsonException error)
        {
            return ([], $"is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
        }
    }

    private static ConfigImport.Row OfJson(int line, JsonElement element)
    {
        const string Form = "must be an object with the texts device and name, a value, and no others";
        try
        {
            return element.Deserialize(PublicJson.Context.ConfigRowBody) is { } body
                ? new(line, body.Device, body.Name, ConfigBody.ValueOf(body.Value), null)
                : new(line, null, null, default, Form);
        }
        catch (JsonException)
        {
            return new(line, null, null, default, Form);
        }
    }
}
