using Stations.Benchmarks.Load;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks;

/// <summary>What figures need so that they mean something.</summary>
internal static class Machine
{
    /// <exception cref="BenchmarkException">Not here; says what is missing.</exception>
    public static void MustMeasure()
    {
        if (!OperatingSystem.IsLinux() || Environment.ProcessorCount <= Math.Max(Loader.Core, Peer.Core))
        {
            throw new BenchmarkException("Linux and two cores are needed: one for the server, one for the loader.");
        }

        if (!AppContext.BaseDirectory.Contains("release", StringComparison.OrdinalIgnoreCase))
        {
            throw new BenchmarkException("A debug build says nothing about speed: dotnet run -c Release --project tests/Stations.Benchmarks");
        }

        GoAhead();
    }

    /// <summary>
    /// Puts this session, and all that is started from here, ahead of the others on the machine. Where the kernel shares its processors between
    /// sessions, the priority of a process counts within its own only.
    /// </summary>
    private static void GoAhead()
    {
        try
        {
            File.WriteAllText("/proc/self/autogroup", "-20");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not allowed, or no such sharing: then others are in the figures, and are told where it matters.
        }
    }
}
