using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Stations.Benchmarks.Ingest;

/// <summary>What is told at the end.</summary>
internal static class IngestReport
{
    public static void Show(IngestSummary summary)
    {
        var table = new Table().AddColumn("").AddColumn("server").AddColumn(Right("per CPU-second")).AddColumn(Right("per second")).AddColumn(Right("ratio"));
        foreach (var figure in summary.Figures)
        {
            table.AddRow(figure.Shape, figure.Peer, $"{figure.PerCpuSecond:N0}", $"{figure.PerSecond:N0}", $"{figure.Ratio:0.00}");
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"Median of {summary.Rounds.Max(round => round.Round)} rounds, QoS 1. Stations answers after the commit; the others keep nothing.");
        AnsiConsole.WriteLine($"Acknowledged but not durable after SIGKILL: {summary.NotDurable} of {summary.Devices} devices");
        if (!summary.IsValid)
        {
            AnsiConsole.MarkupLine("[red]VOID: messages were lost, not acknowledged or not applied; see above.[/]");
        }

        static TableColumn Right(string title) => new TableColumn(title).RightAligned();
    }

    /// <param name="target">A file, <c>-</c> for standard output, or null for nowhere.</param>
    public static void WriteJson(IngestSummary summary, string? target)
    {
        if (target is null)
        {
            return;
        }

        var text = JsonSerializer.Serialize(summary, IngestJson.Default.IngestSummary);
        if (target == "-")
        {
            Console.Out.WriteLine(text);
        }
        else
        {
            File.WriteAllText(target, text);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IngestSummary))]
internal sealed partial class IngestJson : JsonSerializerContext;
