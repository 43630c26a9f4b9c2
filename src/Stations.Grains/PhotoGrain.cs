namespace Stations.Grains;

/// <summary>The photo of one ticket. Its key is the ticket's number.</summary>
[Alias("photo")]
public interface IPhotoGrain : IGrainWithStringKey
{
    /// <summary>Keeps it in place of another one. Durable when it completes.</summary>
    [Alias("keep")]
    ValueTask Keep(string type, [Immutable] byte[] bytes);

    /// <summary>Durable when it completes.</summary>
    [Alias("drop")]
    ValueTask Drop();

    /// <summary>Its media type and its bytes; null when there is none.</summary>
    [Alias("read")]
    ValueTask<PhotoState?> Read();
}

[GenerateSerializer, Immutable, Alias("photo-state")]
public sealed class PhotoState
{
    public const string Name = "photo";

    /// <summary>Its media type, as its first bytes say.</summary>
    [Id(0)]
    public string Type { get; set; } = "";

    [Id(1)]
    public byte[] Bytes { get; set; } = [];
}

/// <summary>Beside the journal, so that a device's snapshot stays small.</summary>
public sealed class PhotoGrain([PersistentState(PhotoState.Name, StorageNames.Journal)] IPersistentState<PhotoState> state) : Grain, IPhotoGrain
{
    public async ValueTask Keep(string type, byte[] bytes)
    {
        state.State = new() { Type = type, Bytes = bytes };
        await state.WriteStateAsync();
    }

    public async ValueTask Drop()
    {
        await state.ClearStateAsync();
        DeactivateOnIdle();
    }

    public ValueTask<PhotoState?> Read() => ValueTask.FromResult(state.State.Bytes.Length > 0 ? state.State : null);
}
