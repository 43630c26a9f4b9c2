namespace Stations.Benchmarks.Safety;

/// <param name="PerSecond">Messages of the load that were acknowledged per second.</param>
/// <param name="Sorted">From sent to seen, in milliseconds.</param>
/// <param name="Unseen">Smokes that never came.</param>
/// <param name="Lost">Smokes that were acknowledged and no alarm after the server was killed and started again.</param>
internal sealed record SafetyResult(string Shape, double PerSecond, double[] Sorted, int Unseen, int Lost)
{
    public double At(double part) => Sorted.Length == 0 ? double.NaN : Sorted[(int)(part * (Sorted.Length - 1))];

    public override string ToString() => $"{Shape,-16} p50 {At(0.5):0.0} ms  p99 {At(0.99):0.0} ms  p99.9 {At(0.999):0.0} ms";
}
