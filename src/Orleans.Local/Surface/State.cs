namespace Orleans
{
    /// <summary>State as a storage sees it.</summary>
    public interface IGrainState<T>
    {
        T State { get; set; }

        /// <summary>Version of the stored record; null if there is none.</summary>
        string? ETag { get; set; }

        bool RecordExists { get; set; }
    }

    /// <inheritdoc/>
    public sealed class GrainState<T> : IGrainState<T>
    {
        public T State { get; set; } = default!;

        public string? ETag { get; set; }

        public bool RecordExists { get; set; }
    }
}

namespace Orleans.Core
{
    /// <summary>The stored record behind a grain's state.</summary>
    public interface IStorage
    {
        /// <summary>Version of the stored record; null if there is none.</summary>
        string? Etag { get; }

        bool RecordExists { get; }

        Task ReadStateAsync();

        /// <exception cref="Storage.InconsistentStateException">Somebody else wrote since the last read.</exception>
        Task WriteStateAsync();

        /// <exception cref="Storage.InconsistentStateException">Somebody else wrote since the last read.</exception>
        Task ClearStateAsync();
    }

    /// <inheritdoc/>
    public interface IStorage<TState> : IStorage
    {
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>State that outlives the activation; it is read before <c>OnActivateAsync</c> and written when the grain says so.</summary>
    public interface IPersistentState<TState> : Core.IStorage<TState>;

    /// <summary>Names the state and the storage (a keyed service) of an <see cref="IPersistentState{TState}"/> constructor parameter.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        public string StateName => stateName;

        public string? StorageName => storageName;
    }
}

namespace Orleans.Storage
{
    /// <summary>Where grains keep their state. Registered as a keyed service under the storage's name.</summary>
    public interface IGrainStorage
    {
        Task ReadStateAsync<T>(string stateName, Runtime.GrainId grainId, IGrainState<T> grainState);

        /// <exception cref="InconsistentStateException">The stored version differs from <see cref="IGrainState{T}.ETag"/>.</exception>
        Task WriteStateAsync<T>(string stateName, Runtime.GrainId grainId, IGrainState<T> grainState);

        /// <exception cref="InconsistentStateException">The stored version differs from <see cref="IGrainState{T}.ETag"/>.</exception>
        Task ClearStateAsync<T>(string stateName, Runtime.GrainId grainId, IGrainState<T> grainState);
    }
}
