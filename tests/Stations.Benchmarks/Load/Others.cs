using System.Diagnostics;
using System.Globalization;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Load;

/// <summary>What of the processors others took while something was measured: who waits for a processor does not wait for what is measured.</summary>
internal sealed class Others(IReadOnlyList<Peer> measured, TimeProvider clock)
{
    /// <summary>Fields of <c>/proc/stat</c>: of the time in interrupts nobody can say whose it was.</summary>
    private const int User = 1, Nice = 2, System = 3, Steal = 8;
    private const double TicksPerSecond = 100;

    private readonly long began = clock.GetTimestamp();
    private readonly double before = Busy() - Own(measured);

    /// <summary>Since this was made; 1 is all of all processors.</summary>
    public double Share => Math.Max(0, Busy() - Own(measured) - before) / (clock.GetElapsedTime(began).TotalSeconds * Environment.ProcessorCount);

    private static double Busy()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new[] { User, Nice, System, Steal }.Sum(field => double.Parse(fields[field], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static double Own(IReadOnlyList<Peer> measured)
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds + measured.Sum(peer => peer.CpuSeconds);
    }
}
