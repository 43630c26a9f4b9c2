using System.CommandLine;
using Spectre.Console;
using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Safety;

/// <summary><c>safety</c>: from smoke on the wire to the operator's live stream, at rest and while a fleet sends as fast as it can, with its store there and away.</summary>
internal static class SafetyCommand
{
    private static readonly (LoadShape? Shape, bool StoreIsAway)[] Rows =
    [
        (null, false), (LoadShape.DeviceLike("S13"), false), (LoadShape.Coalesced("S13"), false), (null, true), (LoadShape.DeviceLike("S13"), true), (LoadShape.Coalesced("S13"), true),
    ];

    public static Command Create(TimeProvider clock)
    {
        var seconds = Whole.Option("--seconds", "measured seconds of each shape; one smoke every 50 ms", 50, 1, 600);
        var command = new Command("safety", "Time from smoke on the wire to the live stream of an operator who watches everything, at full load.") { seconds };
        command.SetAction(async (parsed, cancellation) =>
        {
            var results = await Measure(TimeSpan.FromSeconds(parsed.GetValue(seconds)), clock, cancellation);
            Show(results);
            return results.All(result => result.Unseen + result.Lost == 0) ? 0 : 1;
        });
        return command;
    }

    private static async Task<List<SafetyResult>> Measure(TimeSpan measured, TimeProvider clock, CancellationToken cancellation)
    {
        Machine.MustMeasure();
        var results = new List<SafetyResult>();
        foreach (var (shape, storeIsAway) in Rows)
        {
            await using var server = new StationsPeer(clock);
            results.Add(await new SafetyRun(server, clock).Measure(shape, storeIsAway, measured, cancellation));
            Console.WriteLine(results[^1]);
        }

        return results;
    }

    private static void Show(List<SafetyResult> results)
    {
        var table = new Table().AddColumn("");
        foreach (var title in (string[])["msg/s", "smokes", "p50", "p99", "p99.9", "most", "unseen", "lost", "to rest"])
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        foreach (var one in results)
        {
            table.AddRow(
                one.Shape, $"{one.PerSecond:N0}", $"{one.Sorted.Length}", $"{one.At(0.5):0.0}", $"{one.At(0.99):0.0}", $"{one.At(0.999):0.0}",
                $"{one.At(1):0.0}", $"{one.Unseen}", $"{one.Lost}", $"{one.At(0.999) / results[0].At(0.999):0.0}");
        }

        AnsiConsole.Write(table);
        Console.WriteLine("Milliseconds from sent to shown; to rest: the p99.9 in units of the one without load. A thousand smokes are the least for a p99.9.");
    }
}
