using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Local;
using Orleans.Storage;
using Stations.Grains;
using Stations.Journal;
using Stations.Server.Configuration;
using Stations.Server.Operations;
using Stations.Tests;

namespace Stations.Server.Tests.Judging;

/// <summary>The parts of the server that lie between a device's message and a rider's page, each turn of them in a queue.</summary>
internal static class JudgedServer
{
    public static ServiceProvider Services(TimeProvider clock, EventJournal journal, TurnQueue turns, List<string> complaints) => new ServiceCollection()
        .AddLogging(logging => logging.AddProvider(new Complaining(complaints)).SetMinimumLevel(LogLevel.Warning))
        .AddMetrics()
        .AddSingleton(clock)
        .AddSingleton(journal)
        .AddTelemetry(ServerOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build(), demo: true))
        .AddKeyedSingleton<IGrainStorage, JournalStorage>(StorageNames.Journal)
        .AddLocalGrains(options =>
        {
            options.Assemblies.Add(typeof(DeviceGrain).Assembly);
            options.Dispatch = turns.Add;
        })
        .BuildServiceProvider();

    /// <summary>What an operator of these devices has from their makers.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Settings => [new("Adapters:File", Path.Combine(AppContext.BaseDirectory, "adapters.json"))];

    /// <summary>A warning is a finding, too.</summary>
    private sealed class Complaining(List<string> complaints) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel) && complaints.Count < 100)
            {
                complaints.Add($"logged: {formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}
