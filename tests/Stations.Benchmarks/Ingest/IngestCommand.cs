using System.CommandLine;

namespace Stations.Benchmarks.Ingest;

/// <summary><c>ingest</c>: durable acknowledgement here against acknowledgement from memory elsewhere.</summary>
internal static class IngestCommand
{
    public static Command Create(TimeProvider clock)
    {
        var rounds = Whole.Option("--rounds", "rounds of every peer, alternating; the median counts", 5, 1, 100);
        var seconds = Whole.Option("--seconds", "measured seconds of a round", 4, 1, 600);
        var devices = Whole.Option("--devices", "devices that report in turn, each a node of its own", 1000, 1000, 200_000);
        var json = new Option<string?>("--json") { Description = "write a JSON summary to this file; - is standard output" };
        var command = new Command("ingest", "Messages per CPU-second of the server, QoS 1, acknowledged after the commit; mosquitto is the reference.") { rounds, seconds, devices, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var run = new IngestRun(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(devices), clock);
            var summary = await run.Measure(cancellation);
            IngestReport.Show(summary);
            IngestReport.WriteJson(summary, parsed.GetValue(json));
            return summary.IsValid ? 0 : 1;
        });
        return command;
    }
}
