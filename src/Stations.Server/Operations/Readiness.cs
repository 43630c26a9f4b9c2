using Stations.Journal;
using Stations.Server.Configuration;

namespace Stations.Server.Operations;

/// <summary>May traffic be sent here? That of people: devices come in by their <see cref="Door"/>, and riders can look on while that is shut.</summary>
public sealed class Readiness(ServerOptions options, EventJournal journal, IEnumerable<SystemCondition> conditions, Door door, IHostApplicationLifetime lifetime)
{
    private readonly SystemCondition[] needed = [.. conditions.Where(condition => condition.KeepsPeopleOut)];
    private volatile Func<string>? loading = () => "The server starts.";

    /// <summary>What the start is about, while it lasts: nobody may take what is on the board for all there is. Null from then on.</summary>
    public string? Loading => loading?.Invoke();

    /// <summary>What is remembered can be asked for, one by one: not where several servers remember it.</summary>
    public bool CanRead => journal.IsOpen && options.Place.Name is null;

    /// <summary>Null when all is well.</summary>
    public string? WhyNot => lifetime.ApplicationStopping.IsCancellationRequested ? "The server is stopping."
        : Loading ?? (journal.Trouble is { } trouble ? $"The journal cannot be written: {trouble}" : Array.Find(needed, part => part.Trouble() is not null)?.Trouble());

    /// <summary>What keeps devices from this server; null when all is well.</summary>
    public string? WhyNoDevices => door.Trouble?.Invoke();

    /// <param name="step">A sentence for people; asked whenever somebody wants to know.</param>
    public void IsLoading(Func<string> step) => loading = step;

    public void IsUp() => loading = null;
}
