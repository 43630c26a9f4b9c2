using System.CommandLine;
using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Age;

/// <summary><c>age</c>: how far behind the journal that is which can be asked for, while devices send as fast as they can.</summary>
internal static class AgeCommand
{
    public static Command Create(TimeProvider clock)
    {
        var devices = Whole.Option("--devices", "devices that send", 100_000, 100, 1_000_000);
        var seconds = Whole.Option("--seconds", "measured seconds", 30, 1, 3600);
        var command = new Command("age", "Age of the newest history that can be asked for, at full ingest.") { devices, seconds };
        command.SetAction(async (parsed, cancellation) =>
        {
            Machine.MustMeasure();
            await using var server = new StationsPeer(clock);
            var fleet = new Fleet(parsed.GetValue(devices), $"{clock.GetUtcNow().ToUnixTimeSeconds()}");
            var measured = TimeSpan.FromSeconds(parsed.GetValue(seconds));
            var (load, ages) = await new AgeRun(server, fleet, clock).Measure(measured, cancellation);
            Console.WriteLine(
                $"M10  {fleet.Devices.Count:N0} devices, {load.Measured / load.Seconds:N0} messages per second, {load.CpuSeconds / load.Seconds:0.00} cores: "
                + $"age p50 {ages[ages.Length / 2].TotalSeconds:0.000} s, p99 {ages[ages.Length * 99 / 100].TotalSeconds:0.000} s, most {ages[^1].TotalSeconds:0.000} s of {ages.Length} answers");
            return 0;
        });
        return command;
    }
}
