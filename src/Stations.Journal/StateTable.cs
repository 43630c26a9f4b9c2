namespace Stations.Journal;

/// <param name="Data">The bytes; null if never written or cleared.</param>
/// <param name="ETag">To be handed back with the next write; null if never written.</param>
public readonly record struct StoredState(byte[]? Data, string? ETag);

/// <summary>A state as it lies in the store; <paramref name="Data"/> is null if it was cleared.</summary>
internal readonly record struct SavedState(string Key, string Name, long ETag, byte[]? Data);

/// <summary>Someone else wrote this state since it was read.</summary>
public sealed class StateConflictException(string key, string name)
    : Exception($"The state {name} of {key} was changed by someone else since it was read.");

/// <summary>Small states by key and name, each guarded by a tag that changes with every write. They share the journal's commits.</summary>
public sealed class StateTable
{
    private readonly EventJournal journal;

    internal StateTable(EventJournal journal) => this.journal = journal;

    /// <exception cref="JournalException">The stored bytes do not match their checksum.</exception>
    public StoredState Read(string key, string name) => journal.Store.ReadState(key, name);

    /// <summary>All that have the name and are not cleared, by their keys. Reads every state there is.</summary>
    /// <exception cref="JournalException">Stored bytes do not match their checksum.</exception>
    public IEnumerable<(string Key, byte[] Data)> All(string name) =>
        journal.Store.ReadStates().Where(state => state.Name == name && state.Data is not null).Select(state => (state.Key, state.Data!));

    /// <summary>Completes with the new tag when the bytes are durable. They must not change until then.</summary>
    /// <exception cref="StateConflictException">The stored tag is not <paramref name="etag"/>; nothing was written.</exception>
    public ValueTask<string> Write(string key, string name, byte[] data, string? etag) => Put(key, name, data, etag);

    /// <summary>Removes the bytes and completes with the new tag when that is durable. The tag goes on, so an old one never fits again.</summary>
    /// <exception cref="StateConflictException">The stored tag is not <paramref name="etag"/>; nothing was cleared.</exception>
    public ValueTask<string> Clear(string key, string name, string? etag) => Put(key, name, data: null, etag);

    private async ValueTask<string> Put(string key, string name, byte[]? data, string? etag)
    {
        string? next = null;
        await journal.Enlist(store => next = store.WriteState(key, name, data, etag), data?.Length ?? 0);
        return next ?? throw new StateConflictException(key, name);
    }
}
