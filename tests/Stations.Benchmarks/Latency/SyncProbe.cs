using System.Runtime.InteropServices;
using Stations.Benchmarks.Load;

namespace Stations.Benchmarks.Latency;

/// <summary>What the disk itself takes: 4 KiB appended to a file and <c>fdatasync</c>, again and again.</summary>
internal static class SyncProbe
{
    private const int Bytes = 4096;

    /// <returns>In ticks of the clock, sorted.</returns>
    public static long[] Run(string folder, TimeSpan time, TimeProvider clock)
    {
        var path = Path.Combine(folder, "probe");
        var (page, taken) = (new byte[Bytes], new List<long>());
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < time;)
            {
                var before = clock.GetTimestamp();
                RandomAccess.Write(file, page, taken.Count * (long)Bytes);
                if (Linux.SyncData(file) != 0)
                {
                    throw new BenchmarkException($"fdatasync failed in {folder}: {Marshal.GetLastPInvokeErrorMessage()}");
                }

                taken.Add(clock.GetTimestamp() - before);
            }
        }

        File.Delete(path);
        taken.Sort();
        return [.. taken];
    }
}
