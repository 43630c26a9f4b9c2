namespace Stations.Benchmarks.Cluster;

/// <summary>Seconds: the middle, the 99th of a hundred, the longest.</summary>
internal static class Spread
{
    public static string Of(IEnumerable<double> seconds)
    {
        double[] sorted = [.. seconds.Order()];
        return sorted.Length == 0 ? "none" : $"p50 {At(0.5):0.00} s, p99 {At(0.99):0.00} s, max {sorted[^1]:0.00} s";

        double At(double part) => sorted[(int)(part * (sorted.Length - 1))];
    }
}
