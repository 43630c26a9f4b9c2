using System.CommandLine;

namespace Stations.Benchmarks.Latency;

/// <summary><c>latency</c>: how long a durable acknowledgement takes, beside one from memory and beside the disk alone.</summary>
internal static class LatencyCommand
{
    public static Command Create(TimeProvider clock)
    {
        var rounds = Whole.Option("--rounds", "rounds of each, alternating; the median counts", 5, 1, 100);
        var seconds = Whole.Option("--seconds", "measured seconds of a round", 4, 1, 600);
        var rate = Whole.Option("--rate", "messages per second", 10_000, 100, 100_000);
        var command = new Command("latency", "Time to the durable acknowledgement at a fixed rate, in units of what the disk takes for one sync.") { rounds, seconds, rate };
        command.SetAction(async (parsed, cancellation) =>
        {
            var perSecond = parsed.GetValue(rate);
            var results = await new LatencyRun(parsed.GetValue(rounds), perSecond, TimeSpan.FromSeconds(parsed.GetValue(seconds)), clock).Measure(cancellation);
            LatencyReport.Show(results, Peers.StationsPeer.PeerName, Peers.SinkPeer.PeerName, perSecond);
            return 0;
        });
        return command;
    }
}
