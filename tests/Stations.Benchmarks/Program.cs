using System.CommandLine;
using Stations.Benchmarks;
using Stations.Benchmarks.Age;
using Stations.Benchmarks.Cluster;
using Stations.Benchmarks.Commands;
using Stations.Benchmarks.Cost;
using Stations.Benchmarks.Durability;
using Stations.Benchmarks.Hostile;
using Stations.Benchmarks.Idle;
using Stations.Benchmarks.Ingest;
using Stations.Benchmarks.Latency;
using Stations.Benchmarks.Pages;
using Stations.Benchmarks.Peers;
using Stations.Benchmarks.Recovery;
using Stations.Benchmarks.Rolling;
using Stations.Benchmarks.Safety;
using Stations.Benchmarks.Scale;

var root = new RootCommand("Measures the server as a process, beside others doing the same work, and kills it.")
{
    IngestCommand.Create(TimeProvider.System),
    RecoveryCommand.Create(TimeProvider.System),
    LatencyCommand.Create(TimeProvider.System),
    SafetyCommand.Create(TimeProvider.System),
    AgeCommand.Create(TimeProvider.System),
    IdleCommand.Create(TimeProvider.System),
    HostileCommand.Create(TimeProvider.System),
    DurabilityCommand.Create(TimeProvider.System),
    ClusterCommand.Create(TimeProvider.System),
    RollingCommand.Create(TimeProvider.System),
    CommandsCommand.Create(TimeProvider.System),
    CostCommand.Create(TimeProvider.System),
    ScaleCommand.Create(TimeProvider.System),
    PagesCommand.Create(TimeProvider.System),
    SinkCommand.Create(),
};

try
{
    var parsed = root.Parse(args);
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
}
catch (Exception error) when (error is BenchmarkException or HttpRequestException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 2;
}
