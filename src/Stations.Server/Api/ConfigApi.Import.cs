using System.Text.Json;
using System.Text.Json.Serialization;
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
/// <param name="Code">The same for programs.</param>
/// <param name="Detail">What a sentence in another language has to name: a line, what would be taken.</param>
public sealed record ConfiguredRow(int Line, string Outcome, string? Device, string? Name, string? Reason, RowFault? Code = null, string? Detail = null);

/// <summary>Settings of many devices at once, from a CSV file or a JSON array.</summary>
internal static partial class ConfigApi
{
    private static readonly ImportFile<ConfigImport.Setting> Settings = new(
        ["device", "name", "value"],
        MaxRows: 5000,
        MaxBytes: 512 * 1024,
        """{"device":"a:b:c","name":"set_c","value":4}""",
        cells => new(cells[0], cells[1], SettingValue.Parse(cells[2])),
        element => element.Deserialize(PublicJson.Context.ConfigRowBody) is { } row ? new(row.Device, row.Name, ConfigBody.ValueOf(row.Value)) : null);

    private static void MapImport(IEndpointRouteBuilder devices) => devices
        .MapPost("/config/import", Import)
        .Takes<ConfigRowBody, ConfigImportReport>(Settings.MaxRows, Settings.MaxBytes, "Each row changes one setting and leaves the others of its device as they are wanted. Rows that fail say why and keep no other from being set. The same file can be sent again.")
        .WithSummary("Sets many devices: CSV with the columns device, name and value, or a JSON array of these.");

    private static async Task<IResult> Import(HttpContext context, StationBoard board, IGrainFactory grains, TimeProvider clock)
    {
        var (rows, problem) = await Settings.Read(context.Request);
        return problem is not null ? problem : TypedResults.Ok(await new ConfigImport(context, board, grains, clock).Run(rows, ImportFiles.DryRun.In(context.Request.Query)));
    }
}
