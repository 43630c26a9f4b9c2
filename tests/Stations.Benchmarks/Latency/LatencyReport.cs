using Spectre.Console;

namespace Stations.Benchmarks.Latency;

/// <summary>What is told at the end: medians of the rounds.</summary>
internal static class LatencyReport
{
    public static void Show(IReadOnlyList<LatencyRound> rounds, string server, string sink, int perSecond)
    {
        var medians = rounds
            .GroupBy(round => (round.Shape, round.What))
            .Select(group => new LatencyRound(group.Key.Shape, group.Key.What, Medians.Of(group.Select(one => one.P50)), Medians.Of(group.Select(one => one.P99))))
            .ToArray();
        var table = new Table().AddColumn("").AddColumn("").AddColumn(new TableColumn("p50 ms").RightAligned()).AddColumn(new TableColumn("p99 ms").RightAligned());
        foreach (var one in medians)
        {
            table.AddRow(one.Shape, one.What, $"{one.P50:0.000}", $"{one.P99:0.000}");
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"QoS 1 at {perSecond:N0} messages per second, from when a message was due to its acknowledgement; {server} acknowledges after the commit.");
        foreach (var shape in medians.GroupBy(one => one.Shape, StringComparer.Ordinal))
        {
            Console.WriteLine($"{shape.Key}: p99 {(P99(shape, server) - P99(shape, sink)) / P99(shape, LatencyRun.Disk):0.00} times the disk's above the {sink}'s");
        }
    }

    private static double P99(IEnumerable<LatencyRound> shape, string what) => shape.Single(one => one.What == what).P99;
}
