using System.Text.Json;
using Stations.Server.Access;
using Stations.Server.Live;

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
/// <param name="Code">The same for programs.</param>
/// <param name="Detail">What a sentence in another language has to name: a line, a district.</param>
public sealed record ImportedRow(int Line, string Outcome, string? Username, string? Password, string? Reason, RowFault? Code = null, string? Detail = null);

/// <summary>Many nodes at once, from a CSV file or a JSON array.</summary>
internal static partial class NodesApi
{
    private static readonly ImportFile<NodeBody> Nodes = new(
        ["district", "node"],
        MaxRows: 2000,
        MaxBytes: 256 * 1024,
        """{"district":"a","node":"b"}""",
        cells => new(cells[0], cells[1]),
        element => element.Deserialize(PublicJson.Context.NodeBody));

    private static void MapImport(IEndpointRouteBuilder nodes) => nodes
        .MapPost("/import", Import)
        .Takes<NodeBody, ImportReport>(Nodes.MaxRows, Nodes.MaxBytes, "Rows that fail say why and keep no other from being enrolled. A node that is enrolled already is left as it is, so the same file can be sent again.")
        .WithSummary("Enrols many nodes: CSV with the columns district and node, or a JSON array of both. Passwords are shown this once.");

    private static async Task<IResult> Import(HttpContext context, NodeDesk desk)
    {
        var (rows, problem) = await Nodes.Read(context.Request);
        if (problem is not null)
        {
            return problem;
        }

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await NodeImport.Run(rows, ImportFiles.DryRun.In(context.Request.Query), desk, context));
    }
}
