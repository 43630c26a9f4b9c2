namespace Stations.Server.Cluster;

/// <summary>One in the whole cluster, wherever it is: settles what servers that ended left behind. Its key is 0.</summary>
[Alias("caretaker")]
public interface ICaretakerGrain : IGrainWithIntegerKey
{
    /// <summary>Has it look every minute from now on, for good.</summary>
    [Alias("begin")]
    ValueTask Begin();

    /// <summary>What it did so far.</summary>
    [Alias("did")]
    ValueTask<CaretakerState> Did();
}

[GenerateSerializer, Immutable, Alias("caretaker-state")]
public sealed class CaretakerState
{
    /// <summary>The servers whose journals were settled and removed, the newest first, with when; at most <see cref="MaxSettled"/>.</summary>
    [Id(0)]
    public List<string> Settled { get; set; } = [];

    public const int MaxSettled = 100;
}

internal sealed class CaretakerGrain([PersistentState("caretaker")] IPersistentState<CaretakerState> state, Estates estates, TimeProvider clock)
    : Grain, ICaretakerGrain, IRemindable
{
    /// <summary>The shortest that reminders allow. What a server left behind waits that long without harm: whoever is asked about one of its devices reads it.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private const string Round = "round";

    public async ValueTask Begin() => await this.RegisterOrUpdateReminder(Round, TimeSpan.FromSeconds(5), Period);

    public ValueTask<CaretakerState> Did() => new(state.State);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        foreach (var server in estates.Left())
        {
            if (await estates.Settle(server))
            {
                state.State.Settled = [$"{server} at {clock.GetUtcNow():O}", .. state.State.Settled.Take(CaretakerState.MaxSettled - 1)];
                await state.WriteStateAsync();
            }
        }
    }
}
