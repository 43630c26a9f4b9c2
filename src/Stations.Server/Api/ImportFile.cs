using System.Text;
using System.Text.Json;
using Microsoft.OpenApi;

namespace Stations.Server.Api;

/// <param name="Line">In the CSV, where the first is the header's; of a JSON array the element, from 1.</param>
/// <param name="Body">What it says; nothing where there is a mistake.</param>
/// <param name="Mistake">Why it says nothing.</param>
internal sealed record ImportRow<T>(int Line, T? Body, RowMistake? Mistake) where T : class;

/// <summary>Many things at once, from a file: CSV whose first line names the columns, in any order, or a JSON array of objects. Each row is read or wrong by itself.</summary>
/// <param name="Columns">All that there are.</param>
/// <param name="Example">An element of the array.</param>
/// <param name="OfCells">A row, its cells in the order of <paramref name="Columns"/>.</param>
/// <param name="OfJson">An element of the array; null or a <see cref="JsonException"/> where it has another form.</param>
internal sealed record ImportFile<T>(
    string[] Columns, int MaxRows, int MaxBytes, string Example, Func<string[], T> OfCells, Func<JsonElement, T?> OfJson) where T : class
{
    private string Names => $"{string.Join(", ", Columns[..^1])} and {Columns[^1]}";

    public async ValueTask<(List<ImportRow<T>> Rows, Problem? Problem)> Read(HttpRequest request)
    {
        var isCsv = request.ContentType?.StartsWith(ImportFiles.CsvType, StringComparison.OrdinalIgnoreCase) == true;
        if (!isCsv && !request.HasJsonContentType())
        {
            return ([], Problems.NotJson());
        }

        if (await JsonBody.ReadAll(request, MaxBytes) is not { } body)
        {
            return ([], Problems.BodyTooLarge(MaxBytes));
        }

        var (rows, mistake) = isCsv ? OfCsv(body) : OfArray(body);
        mistake ??= rows.Count is 0 || rows.Count > MaxRows ? $"has {rows.Count} rows; send 1 to {MaxRows} at a time" : null;
        return mistake is null ? (rows, null) : ([], Problems.InvalidBody(new(StringComparer.Ordinal) { ["body"] = [mistake] }));
    }

    private (List<ImportRow<T>> Rows, string? Mistake) OfCsv(byte[] body)
    {
        var rows = Csv.Parse(Encoding.UTF8.GetString(body), out var mistake);
        if (mistake is not null || rows.Count == 0)
        {
            return ([], mistake ?? $"is empty: the first line names the columns, {Names}");
        }

        var header = rows[0].Cells.Select(cell => cell.ToLowerInvariant()).ToList();
        if (!header.Order(StringComparer.Ordinal).SequenceEqual(Columns.Order(StringComparer.Ordinal), StringComparer.Ordinal))
        {
            return ([], $"has the columns '{string.Join(',', rows[0].Cells)}' in line {rows[0].Line}; there must be {Names}, in any order, and no others");
        }

        var places = Array.ConvertAll(Columns, header.IndexOf);
        return ([.. rows.Skip(1).Select(row => row.Cells.Count == header.Count
            ? new ImportRow<T>(row.Line, OfCells(Array.ConvertAll(places, place => row.Cells[place])), null)
            : new ImportRow<T>(row.Line, null, new(RowFault.WrongCells, $"has {row.Cells.Count} cells; the header has {header.Count}", $"{row.Cells.Count}/{header.Count}")))], null);
    }

    private (List<ImportRow<T>> Rows, string? Mistake) OfArray(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Array
                ? ([.. json.RootElement.EnumerateArray().Select((element, index) => OfElement(index + 1, element))], null)
                : ([], $"must be an array of objects such as {Example}");
        }
        catch (JsonException error)
        {
            return ([], $"is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
        }
    }

    private ImportRow<T> OfElement(int line, JsonElement element)
    {
        try
        {
            if (OfJson(element) is { } body)
            {
                return new(line, body, null);
            }
        }
        catch (JsonException)
        {
            // The same mistake as none.
        }

        return new(line, null, new(RowFault.WrongForm, $"must be an object with {Names} and nothing else, such as {Example}", Example));
    }
}

/// <summary>What all imports have in common.</summary>
internal static class ImportFiles
{
    public const string CsvType = "text/csv";

    public static readonly Parameter<bool> DryRun = new(
        "dryRun", "true: says what would be done, and does nothing.", "true or false", WhenAbsent: false, bool.TryParse, new() { Type = JsonSchemaType.Boolean });

    /// <typeparam name="TElement">Of the JSON array.</typeparam>
    /// <typeparam name="TReport">What became of each row.</typeparam>
    public static RouteHandlerBuilder Takes<TElement, TReport>(this RouteHandlerBuilder endpoint, int maxRows, int maxBytes, string description) => endpoint
        .WithQuery(DryRun)
        .Accepts<List<TElement>>("application/json", CsvType)
        .Produces<TReport>()
        .WithProblems(StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType)
        .WithDescription($"At most {maxRows} rows and {maxBytes / 1024} KiB. {description}");
}
