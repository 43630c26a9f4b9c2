using Stations.Benchmarks.Cluster;

namespace Stations.Benchmarks.Cost;

/// <summary>A way to run the product.</summary>
/// <param name="Port">Where devices connect.</param>
/// <param name="Ours">Those in <paramref name="CpuSeconds"/> that are the product's.</param>
/// <param name="CpuSeconds">User and system time so far, by whose it is.</param>
/// <param name="Applied">Telemetry that is durable and applied so far.</param>
internal sealed record Way(string Name, int Port, string[] Ours, Func<IReadOnlyDictionary<string, double>> CpuSeconds, Func<KillFleet, long> Applied);
