using System.Reflection;

namespace Orleans.Local;

/// <summary>Limits of the engine, and where it finds grain classes.</summary>
public sealed class LocalGrainOptions
{
    /// <summary>Assemblies whose grain classes can be called.</summary>
    public ICollection<Assembly> Assemblies { get; } = new HashSet<Assembly>();

    /// <summary>A grain that nobody used for so long is let go, at most two sweeps later. Default as in Orleans.</summary>
    public TimeSpan IdleAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle grains are looked for. Default as in Orleans.</summary>
    public TimeSpan SweepPeriod { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many calls may wait for one grain; one more fails with <see cref="Runtime.LimitExceededException"/>.</summary>
    public int MaxQueuedCallsPerGrain { get; set; } = 10_000;

    /// <summary>How long a stopping process waits for its grains to leave.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Runs turns that cannot run where they arise; a simulation hands in a queue of its own. Must not run them at once.</summary>
    public Action<IThreadPoolWorkItem> Dispatch { get; set; } = static turns => ThreadPool.UnsafeQueueUserWorkItem(turns, preferLocal: true);
}
