using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Orleans.Local;

/// <summary>All grains of the process.</summary>
internal sealed partial class LocalGrains : IGrainFactory
{
    private readonly TimeProvider _time;
    private readonly Dictionary<Type, GrainClass[]> _classes;
    private readonly ConcurrentDictionary<Type, Func<string, GrainReference>> _references = new();

    public LocalGrains(IServiceProvider services, IOptions<LocalGrainOptions> options, TimeProvider time, ILogger<LocalGrains> log)
    {
        Services = services;
        Options = options.Value;
        Log = log;
        _time = time;
        _classes = Options.Assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(Grain)) && !type.IsAbstract && !type.ContainsGenericParameters)
            .Select(type => new GrainClass(this, type))
            .SelectMany(grainClass => grainClass.Type.GetInterfaces(), (grainClass, grainInterface) => (grainClass, grainInterface))
            .ToLookup(pair => pair.grainInterface, pair => pair.grainClass)
            .ToDictionary(group => group.Key, group => group.ToArray());
        Meters = new(this);
    }

    public IServiceProvider Services { get; }

    public LocalGrainOptions Options { get; }

    public ILogger Log { get; }

    public LocalGrainMeters Meters { get; }

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey) where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)GetGrain(typeof(TGrainInterface), primaryKey);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grainPrimaryKey);
        return (IGrain)_references.GetOrAdd(grainInterfaceType, ReferencesTo)(grainPrimaryKey);
    }

    public void Dispatch(Activation activation) => Options.Dispatch(activation);

    /// <summary>A stopped timer. Its callback inherits nothing from whoever creates it.</summary>
    public ITimer CreateTimer(TimerCallback callback, object state)
    {
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            return _time.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private Func<string, GrainReference> ReferencesTo(Type grainInterface)
    {
        var candidates = _classes.GetValueOrDefault(grainInterface, []);
        if (candidates is not [var grainClass])
        {
            var found = candidates.Length == 0 ? "no class" : string.Join(" and ", candidates.Select(candidate => candidate.Type));
            throw new ArgumentException($"One grain class must implement {grainInterface}; found {found}.", nameof(grainInterface));
        }

        var create = ProxyEmitter.For(grainInterface);
        return key => create(grainClass, key);
    }
}
