namespace Stations.Benchmarks;

/// <summary>This machine cannot run the benchmark, or a server does not do its part; the message says what to do.</summary>
public sealed class BenchmarkException(string message) : Exception(message);
