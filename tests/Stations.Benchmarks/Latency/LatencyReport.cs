using Spectre.Console;

namespace Stations.Benchmarks.Latency;

/// <summary>What is told at the end: medians of the rounds that count.</summary>
internal static class LatencyReport
{
    /// <summary>
    /// In what the disk takes for a sync. A server that does nothing but acknowledge needs less; where its slowest hundredth takes more, what is
    /// in the way of everybody is as large as what M5 allows.
    /// </summary>
    private const double MostOfSink = 3;

    /// <summary>The p99 of a disk that is left alone is not twice its p50; where it is so many times that in every round, others sync it.</summary>
    private const double MostOfDisk = 5;

    public static void Show(IReadOnlyList<LatencyRound> rounds, string server, string sink, int perSecond)
    {
        var table = new Table().AddColumn("").AddColumn("").AddColumn(new TableColumn("p50 ms").RightAligned()).AddColumn(new TableColumn("p99 ms").RightAligned());

        // Others sync the same disk: it is what it was when they were least in the way.
        var unit = rounds.Min(round => round.P99(LatencyRun.Disk));
        var conclusions = rounds.GroupBy(round => round.Shape, StringComparer.Ordinal).Select(shape => Conclude(table, shape.Key, [.. shape], server, sink, unit)).ToArray();
        AnsiConsole.Write(table);
        Console.WriteLine($"QoS 1 at {perSecond:N0} messages per second, from when a message was due to its acknowledgement; {server} acknowledges after the commit.");
        Console.WriteLine($"The disk's p99 in its best round: {unit:0.000} ms");
        var usual = rounds.Min(round => round.Times.Single(one => one.What == LatencyRun.Disk).P50);
        Array.ForEach(unit > MostOfDisk * usual ? [$"VOID, the disk is busy with others: its p50 is {usual:0.000} ms"] : conclusions, Console.WriteLine);
    }

    private static string Conclude(Table table, string shape, LatencyRound[] rounds, string server, string sink, double unit)
    {
        var valid = Array.FindAll(rounds, round => round.P99(sink) <= MostOfSink * unit);
        if (valid.Length == 0)
        {
            return $"{shape}: VOID, the {sink} itself had a p99 of {rounds.Min(round => round.P99(sink)) / unit:0.0} times the disk's and more; others took {rounds.Average(round => round.Others):0 %} of the processors";
        }

        foreach (var what in valid.SelectMany(round => round.Times).GroupBy(one => one.What, StringComparer.Ordinal))
        {
            table.AddRow(shape, what.Key, $"{Medians.Of(what.Select(one => one.P50)):0.000}", $"{Medians.Of(what.Select(one => one.P99)):0.000}");
        }

        var above = Medians.Of(valid.Select(round => round.P99(server) - round.P99(sink)));
        return $"{shape}: p99 {above:0.000} ms above the {sink}'s, {above / unit:0.00} times the disk's; {valid.Length} of {rounds.Length} rounds count";
    }
}
