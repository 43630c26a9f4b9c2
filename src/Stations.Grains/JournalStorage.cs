using System.Text.Json;
using Orleans.Storage;
using Stations.Journal;

namespace Stations.Grains;

public static class StorageNames
{
    /// <summary>The store of the grains' small states. Embedded: the journal's own file. Cluster: the table <c>orleans.grain_state</c>.</summary>
    public const string Journal = "journal";
}

/// <summary>Small grain states beside the journal, committed with it.</summary>
public sealed class JournalStorage(EventJournal journal) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = journal.States.Read(grainId.ToString(), stateName);
        grainState.ETag = stored.ETag!;
        grainState.RecordExists = stored.Data is not null;
        grainState.State = stored.Data is null
            ? Activator.CreateInstance<T>()
            : (T)JsonSerializer.Deserialize(stored.Data, typeof(T), GrainsJson.Default)!;
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(grainState.State, typeof(T), GrainsJson.Default);
        grainState.ETag = await Guarded(journal.States.Write(grainId.ToString(), stateName, data, grainState.ETag), grainState.ETag);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        grainState.ETag = await Guarded(journal.States.Clear(grainId.ToString(), stateName, grainState.ETag), grainState.ETag);
        grainState.RecordExists = false;
        grainState.State = Activator.CreateInstance<T>();
    }

    /// <summary>What the engine knows how to take: the grain was left behind, and begins anew.</summary>
    private static async ValueTask<string> Guarded(ValueTask<string> write, string? etag)
    {
        try
        {
            return await write;
        }
        catch (StateConflictException conflict)
        {
            throw new InconsistentStateException(conflict.Message, storedEtag: null, etag, conflict);
        }
    }
}
