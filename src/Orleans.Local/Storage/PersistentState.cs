using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>The engine's view of a grain's state: something to read before the grain wakes.</summary>
internal abstract class PersistentState
{
    /// <summary>The state that a constructor parameter asks for.</summary>
    /// <exception cref="BadProviderConfigException">No storage of that name is registered.</exception>
    public static PersistentState Of(ParameterInfo parameter, GrainId grain, IServiceProvider services)
    {
        var wanted = parameter.GetCustomAttribute<PersistentStateAttribute>()!;
        var storage = string.IsNullOrWhiteSpace(wanted.StorageName) ? services.GetService<IGrainStorage>() : services.GetKeyedService<IGrainStorage>(wanted.StorageName);
        if (storage is null)
        {
            throw new BadProviderConfigException($"{grain} asks for the storage \"{wanted.StorageName}\", which is not registered.");
        }

        var type = typeof(PersistentState<>).MakeGenericType(parameter.ParameterType.GetGenericArguments());
        return (PersistentState)Activator.CreateInstance(type, wanted.StateName, grain, storage)!;
    }

    /// <summary>State that was never written: made by the constructor without parameters or, as in Orleans, all fields zero.</summary>
    public static T Initial<T>() =>
        typeof(T).IsValueType || typeof(T).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<T>() : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    public abstract Task ReadStateAsync();
}

/// <inheritdoc cref="IPersistentState{TState}"/>
internal sealed class PersistentState<TState>(string name, GrainId grain, IGrainStorage storage) : PersistentState, IPersistentState<TState>
{
    private readonly GrainState<TState> _record = new() { State = Initial<TState>() };

    public TState State
    {
        get => _record.State;
        set => _record.State = value;
    }

    public string? Etag => _record.ETag;

    public bool RecordExists => _record.RecordExists;

    public override Task ReadStateAsync() => Run(() => storage.ReadStateAsync(name, grain, _record), "read");

    public Task WriteStateAsync() => Run(() => storage.WriteStateAsync(name, grain, _record), "write");

    public Task ClearStateAsync() => Run(() => storage.ClearStateAsync(name, grain, _record), "clear");

    // Callers catch one type, as in Orleans, whatever the storage throws.
    private async Task Run(Func<Task> operation, string verb)
    {
        try
        {
            await operation();
        }
        catch (Exception failure) when (failure is not OrleansException)
        {
            throw new OrleansException($"The storage could not {verb} the state {name} of {grain}: {failure.Message}", failure);
        }
    }
}
