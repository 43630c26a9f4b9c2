using Stations.Journal;

namespace Stations.Server.Operations;

/// <summary>May traffic be sent here?</summary>
public sealed class Readiness(EventJournal journal, IHostApplicationLifetime lifetime)
{
    private volatile bool recovered;

    /// <summary>Null when all is well.</summary>
    public string? WhyNot => this switch
    {
        _ when lifetime.ApplicationStopping.IsCancellationRequested => "The server is stopping.",
        { recovered: false } => "The journal is being read.",
        _ => journal.Trouble is { } trouble ? $"The journal cannot be written: {trouble}" : null,
    };

    public void Recovered() => recovered = true;
}
