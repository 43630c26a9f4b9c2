using System.Globalization;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Scale;

/// <summary>What a server's garbage collector has done since its start.</summary>
/// <param name="Allocated">Bytes.</param>
/// <param name="Paused">Seconds for which everything stood still.</param>
/// <param name="Collections">Of every generation.</param>
internal readonly record struct Collector(double Allocated, double Paused, double Collections)
{
    public static async Task<Collector> Of(StationsPeer server, CancellationToken cancellation)
    {
        var metrics = (await server.Metrics(cancellation)).Split('\n');
        return new(Sum("dotnet_gc_heap_total_allocated_bytes_total"), Sum("dotnet_gc_pause_time_seconds_total"), Sum("dotnet_gc_collections_total"));

        double Sum(string name) => metrics
            .Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public string Since(Collector before, long messages) =>
        $"{(Allocated - before.Allocated) / messages:N0} B/message, {Collections - before.Collections:0} collections, {Paused - before.Paused:0.00} s paused";
}
