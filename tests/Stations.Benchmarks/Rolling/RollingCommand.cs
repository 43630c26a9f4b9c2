using System.CommandLine;

namespace Stations.Benchmarks.Rolling;

/// <summary><c>rolling</c>: what riders and devices notice while servers of a cluster are stopped and started.</summary>
internal static class RollingCommand
{
    public static Command Create(TimeProvider clock)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "that of a cluster which deploy/local-cluster has started" };
        var steps = new Option<string[]>("--step")
        {
            Description = "'restart silo-1', 'kill silo-1 10' (starts it after 10 s), 'freeze silo-1 10' (goes on after 10 s), 'wait 10', or a command of the shell; as often as you like",
            DefaultValueFactory = _ => ["restart silo-1", "restart silo-2", "restart gateway"],
        };
        var devices = Whole.Option("--devices", "devices that send, ten to a station", 200, 10, 1000);
        var rate = Whole.Option("--rate", "messages a second", 300, 1, 2000);
        var riders = Whole.Option("--riders", "open live streams", 50, 1, 1000);
        var command = new Command("rolling", "Failed requests, messages lost or applied twice, and what riders see while servers are restarted.") { folder, steps, devices, rate, riders };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var run = new RollingRun(parsed.GetValue(folder)!.FullName, parsed.GetValue(devices), parsed.GetValue(rate), parsed.GetValue(riders), clock);
            return await run.Run(parsed.GetValue(steps)!, cancellation) ? 0 : 1;
        });
        return command;
    }
}
