using System.CommandLine;

namespace Stations.Benchmarks.Scale;

/// <summary><c>scale</c>: what a message costs a server that knows very many devices.</summary>
internal static class ScaleCommand
{
    public static Command Create(TimeProvider clock)
    {
        var devices = Whole.Option("--devices", "devices of the large fleet, ten to a node and a station", 1_000_000, 10_000, 2_000_000);
        var rounds = Whole.Option("--rounds", "rounds of both, alternating; the median counts", 3, 1, 100);
        var seconds = Whole.Option("--seconds", "measured seconds of a round", 4, 1, 600);
        var command = new Command("scale", "Messages per CPU-second, QoS 1, acknowledged after the commit: a server of very many devices beside one of a thousand.") { devices, rounds, seconds };
        command.SetAction((parsed, cancellation) =>
            new ScaleRun(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(devices), clock).Measure(cancellation));
        return command;
    }
}
