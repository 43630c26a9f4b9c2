using Orleans.Runtime;

namespace Orleans.Local;

/// <summary>Base of the emitted proxies. It holds on to the activation, so that only the first call after a deactivation looks anything up.</summary>
internal abstract class GrainReference(GrainClass grainClass, string key) : IAddressable, IEquatable<GrainReference>
{
    private Activation? _activation;

    public GrainClass Class => grainClass;

    public string Key => key;

    public Activation Resolve() => _activation = grainClass.Resolve(key, _activation);

    public bool Equals(GrainReference? other) => other is not null && other.Class == grainClass && other.Key == key;

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => HashCode.Combine(grainClass, key);

    public override string ToString() => $"{grainClass.GrainType}/{key}";

    protected ValueTask<T> Call<TCall, T>(in TCall call, bool interleaves) where TCall : struct, ICall<T>
    {
        var activation = _activation ?? Resolve();
        interleaves |= grainClass.Reentrant;
        var outer = SynchronizationContext.Current;
        if (activation.TryEnter(outer, interleaves) is not { } turn)
        {
            return CallLater<TCall, T>(call, activation, interleaves);
        }

        ValueTask<T> answer;
        try
        {
            answer = call.Invoke(activation.Grain);
        }
        catch (Exception failure)
        {
            answer = ValueTask.FromException<T>(failure);
        }

        var pending = !answer.IsCompleted;
        if (pending)
        {
            answer = PendingAnswer<T>.Of(answer, activation, turn, interleaves);
        }

        activation.Exit(outer, turn, interleaves, pending);
        return answer;
    }

    /// <summary>A call that nobody waits for: it belongs to no chain of calls, and its failure is only logged.</summary>
    protected ValueTask<T> Tell<TCall, T>(in TCall call, bool interleaves) where TCall : struct, ICall<T>
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _ = Observe(Call<TCall, T>(call, interleaves));
        SynchronizationContext.SetSynchronizationContext(outer);
        return default;
    }

    private async ValueTask<T> CallLater<TCall, T>(TCall call, Activation activation, bool interleaves) where TCall : struct, ICall<T>
    {
        var ticket = new Ticket(activation, this, interleaves, keepsAwake: true);
        await ticket;
        try
        {
            return await call.Invoke(ticket.Grain);
        }
        finally
        {
            ticket.End();
        }
    }

    private async Task Observe<T>(ValueTask<T> answer)
    {
        try
        {
            await answer;
        }
        catch (Exception failure)
        {
            grainClass.Grains.Log.OneWayFailed(this, failure);
        }
    }
}
