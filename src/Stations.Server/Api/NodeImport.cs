using Stations.Protocol;
using Stations.Server.Access;

namespace Stations.Server.Api;

/// <summary>Enrols rows one by one, some at a time; each row's fate is its own.</summary>
internal static class NodeImport
{
    /// <summary>They share the journal's commits, and half of the cores for hashing.</summary>
    private const int AtOnce = 16;

    private const string Enrolled = "enrolled";
    private const string Exists = "exists";
    private const string Failed = "failed";

    public static async Task<ImportReport> Run(List<ImportRow<NodeBody>> rows, bool dryRun, NodeDesk desk, HttpContext context)
    {
        var report = new ImportedRow[rows.Count];
        var firstLines = new Dictionary<NodeId, int>();
        var good = new List<(int Index, NodeId Node)>();
        for (var index = 0; index < rows.Count; index++)
        {
            var row = rows[index];
            var mistake = row.Mistake ?? (row.Body!.Mistakes() is { Count: > 0 } wrong
                ? new(RowFault.BadName, string.Join("; ", wrong.Select(one => $"{one.Key} {one.Value[0]}")), string.Join(", ", wrong.Keys))
                : null);
            var node = mistake is null ? new NodeId(row.Body!.District!, row.Body.Node!) : default;
            if (mistake is null && !firstLines.TryAdd(node, row.Line))
            {
                mistake = new(RowFault.SameAsLine, $"is the same node as line {firstLines[node]}; leave one out", $"{firstLines[node]}");
            }

            if (mistake is null && !context.MaySee(node.District))
            {
                mistake = new(RowFault.ForeignDistrict, $"is of '{node.District}', which your account is not for", node.District);
            }

            if (mistake is null)
            {
                good.Add((index, node));
            }

            report[index] = new(row.Line, Failed, null, null, mistake?.Reason, mistake?.Code, mistake?.Detail);
        }

        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = context.RequestAborted };
        var by = Actor.Of(context);
        await Parallel.ForEachAsync(good, limits, async (row, stop) => report[row.Index] = await Enrol(report[row.Index].Line, row.Node, dryRun, desk, by, stop));
        return new ImportReport(dryRun, Count(Enrolled), Count(Exists), Count(Failed), report);

        int Count(string outcome) => report.Count(row => row.Outcome == outcome);
    }

    private static async Task<ImportedRow> Enrol(int line, NodeId node, bool dryRun, NodeDesk desk, Actor by, CancellationToken cancellation)
    {
        var name = Client.Node.UserName(node);
        try
        {
            if ((await desk.Access(node, cancellation)).IsEnrolled)
            {
                return new(line, Exists, name, null, null);
            }

            var password = dryRun ? null : await desk.Enrol(node, by, cancellation);
            return new(line, dryRun || password is not null ? Enrolled : Exists, name, password, null);
        }
        catch (Exception away) when (away is TimeoutException or Orleans.Runtime.OrleansException)
        {
            // It may still be done, and then nobody has its password.
            return new(
                line, Failed, name, null, "the journal does not answer; look at /readyz and send it again, and give the node a new password if it exists then", RowFault.NotDurable);
        }
    }
}
