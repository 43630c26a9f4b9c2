using Orleans.Local;

namespace Orleans;

/// <summary>Base of every grain class. Its members may be used from the constructor on.</summary>
public abstract class Grain : Runtime.IAddressable
{
    private readonly Activation? _activation = Activation.Current;

    /// <summary>Gives references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.Class.Grains;

    /// <summary>The services of the process.</summary>
    protected internal IServiceProvider ServiceProvider => Activation.Class.Grains.Services;

    internal Activation Activation =>
        _activation ?? throw new InvalidOperationException($"{GetType().Name} was created by hand; only the engine creates grains.");

    /// <summary>Runs once, after persistent state was read and before the first call. If it throws, the waiting calls fail with that.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs once, after the last call. What it throws is logged.</summary>
    /// <param name="reason">Why the grain is leaving.</param>
    /// <param name="cancellationToken">Signalled when the process can wait no longer.</param>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets the grain go after the calls that are in progress; the next call starts it anew.</summary>
    protected void DeactivateOnIdle() => Activation.Leave(DeactivationReasonCode.ApplicationRequested);
}
