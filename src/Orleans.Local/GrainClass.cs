using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orleans.Local;

/// <summary>What is known of one grain class, and its grains in memory.</summary>
internal sealed class GrainClass
{
    private readonly ConcurrentDictionary<string, Activation> _activations = new(StringComparer.Ordinal);
    private readonly ObjectFactory _construct;
    private readonly ParameterInfo[] _states;

    public GrainClass(LocalGrains grains, Type type)
    {
        Grains = grains;
        Type = type;
        Reentrant = type.IsDefined(typeof(ReentrantAttribute), inherit: true);
        KeepAlive = type.IsDefined(typeof(KeepAliveAttribute), inherit: true);
        GrainType = GrainType.Create(NameOf(type));
        _states = [.. ConstructorOf(type).GetParameters().Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)))];
        _construct = ActivatorUtilities.CreateFactory(type, [.. _states.Select(parameter => parameter.ParameterType)]);
    }

    public LocalGrains Grains { get; }

    public Type Type { get; }

    public GrainType GrainType { get; }

    public bool Reentrant { get; }

    public bool KeepAlive { get; }

    public IEnumerable<Activation> Activations => _activations.Select(entry => entry.Value);

    /// <summary>The activation of the key; a new one if there is none but the given one, which was found to have gone.</summary>
    public Activation Resolve(string key, Activation? gone)
    {
        if (gone is not null)
        {
            Remove(gone);
        }

        return _activations.GetOrAdd(key, static (key, self) => new(self, key), this);
    }

    public void Remove(Activation activation) => _activations.TryRemove(new(activation.Key, activation));

    /// <summary>Creates the grain; its state is still to be read.</summary>
    public Grain Create(Activation activation, out PersistentState[] states)
    {
        var id = GrainId.Create(GrainType, activation.Key);
        states = [.. _states.Select(parameter => PersistentState.Of(parameter, id, Grains.Services))];
        return (Grain)_construct(Grains.Services, states);
    }

    private static ConstructorInfo ConstructorOf(Type type)
    {
        var constructors = type.GetConstructors();
        return constructors.FirstOrDefault(constructor => constructor.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? (constructors.Length == 1 ? constructors[0] : throw new NotSupportedException($"{type} needs exactly one public constructor."));
    }

    // As Orleans names them, so that stored state is found by both.
    private static string NameOf(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.Length > "grain".Length && name.EndsWith("grain", StringComparison.Ordinal) ? name[..^"grain".Length] : name;
    }
}
