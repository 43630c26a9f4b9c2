using System.Globalization;

namespace Stations.Benchmarks.Cluster;

/// <summary>What processes have spent so far, user and system, as <c>/proc</c> says.</summary>
internal static class CpuTime
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds; 0 of a process that is gone.</summary>
    public static double Of(int process) => Read(process) is { } stat ? (stat.Own / TicksPerSecond) : 0;

    /// <summary>Seconds of a process, of its children, and of those that it had.</summary>
    public static double WithChildren(int process)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Read(id) : null)
            .Where(stat => stat?.Parent == process);
        var own = Read(process) is { } stat ? stat.Own + stat.Reaped : 0;
        return (own + children.Sum(child => child!.Value.Own)) / TicksPerSecond;
    }

    /// <summary>Seconds of all processes of the machine, and what its cores had in all.</summary>
    public static (double Busy, double All) OfMachine()
    {
        // user nice system idle iowait irq softirq steal
        double[] ticks = [.. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(Number)];
        return ((ticks.Sum() - ticks[3] - ticks[4]) / TicksPerSecond, ticks.Sum() / TicksPerSecond);
    }

    private static (int Parent, double Own, double Reaped)? Read(int process)
    {
        try
        {
            // The name is in brackets and may hold anything; the fields behind it begin with the third.
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return ((int)Number(fields[1]), Number(fields[11]) + Number(fields[12]), Number(fields[13]) + Number(fields[14]));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
