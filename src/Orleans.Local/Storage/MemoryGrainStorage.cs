using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps state as JSON in memory, so that what a grain changes without writing is lost as it would be on disk.</summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string StateName, GrainId GrainId), Entry> _records = new();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((stateName, grainId), out var record))
        {
            grainState.State = JsonSerializer.Deserialize<T>(record.Json)!;
            (grainState.ETag, grainState.RecordExists) = (record.ETag, true);
        }
        else
        {
            Empty(grainState);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = grainState.ETag is null ? 0 : long.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var record = new Entry(JsonSerializer.SerializeToUtf8Bytes(grainState.State), (version + 1).ToString(CultureInfo.InvariantCulture));
        _records.AddOrUpdate(
            (stateName, grainId),
            _ => grainState.ETag is null ? record : throw Conflict(null, grainState.ETag),
            (_, stored) => stored.ETag == grainState.ETag ? record : throw Conflict(stored.ETag, grainState.ETag));
        (grainState.ETag, grainState.RecordExists) = (record.ETag, true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((stateName, grainId), out var stored) && (stored.ETag != grainState.ETag || !_records.TryRemove(new((stateName, grainId), stored))))
        {
            throw Conflict(stored.ETag, grainState.ETag);
        }

        Empty(grainState);
        return Task.CompletedTask;
    }

    private static void Empty<T>(IGrainState<T> grainState) =>
        (grainState.State, grainState.ETag, grainState.RecordExists) = (PersistentState.Initial<T>(), null, false);

    private static InconsistentStateException Conflict(string? stored, string? current) =>
        new("The stored state is not the one that was read.", stored, current);

    private sealed record Entry(byte[] Json, string ETag);
}
