using System.Runtime.CompilerServices;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>
/// Offers what becomes free to the first: holds it for him for a short while. What is offered is written down before the device is asked, and a device
/// gives a slot to one only; so a queue that dies in between knows whom to ask, and offers nothing twice. While somebody waits it looks each second.
/// </summary>
public sealed partial class QueueGrain(
    [PersistentState(QueueState.Name, StorageNames.Journal)] IPersistentState<QueueState> state, ILiveFeed feed, HoldTerms terms, TimeProvider clock) : Grain, IQueueGrain
{
    /// <summary>Who waits; more are sent away (our engineering default).</summary>
    public const int MaxWaiting = 100;

    /// <summary>Who waits for longer has gone elsewhere (our engineering default).</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(2);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly HashSet<string> settled = new(StringComparer.Ordinal);
    private QueueId id;
    private IGrainTimer? timer;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        id = QueueId.TryParse(this.GetPrimaryKeyString(), out var parsed) ? parsed : throw new InvalidOperationException("A queue's key is district:station:need.");
        Wake();
        return Task.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<QueueAnswer> Enter(QueuePlace place)
    {
        await Serve();
        if (Find(place.Id) is null)
        {
            if (Waiting >= MaxWaiting)
            {
                return new(0, Waiting, IsFull: true);
            }

            if (clock.NowMilliseconds() - place.Since <= HoldRules.Patience.TotalMilliseconds)
            {
                await Keep([.. state.State.Places, place]);
                await Serve();
            }
        }

        return await Answer(place.Id);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<QueueAnswer> Look(string id)
    {
        await Serve();
        return await Answer(id);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask Leave(string id)
    {
        if (Find(id) is { } place)
        {
            if (place.Device is { } device)
            {
                await Device(device).CancelHold(id, place.Claim);
            }

            await Keep([.. state.State.Places.Where(one => one.Id != id)]);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> Length()
    {
        await Serve();
        return Waiting;
    }

    private int Waiting => state.State.Places.Count(one => one.Device is null);

    private async ValueTask<QueueAnswer> Answer(string id)
    {
        if (Find(id) is not { } place)
        {
            return new(0, Waiting);
        }

        return place.Device is { } device
            ? new(0, Waiting, Device: device, Hold: await Device(device).FindHold(id))
            : new(1 + state.State.Places.TakeWhile(one => one.Id != id).Count(one => one.Device is null), Waiting);
    }

    private QueuePlace? Find(string id) => Array.Find(state.State.Places, one => one.Id == id);

    private async ValueTask Keep(QueuePlace[] places)
    {
        if (!places.SequenceEqual(state.State.Places))
        {
            state.State.Places = places;
            await state.WriteStateAsync();
        }

        Wake();
    }

    private ValueTask Keep(QueuePlace place) => Keep([.. state.State.Places.Select(one => one.Id == place.Id ? place : one)]);

    private void Wake()
    {
        if (state.State.Places.Length == 0)
        {
            timer?.Dispose();
            timer = null;
        }
        else
        {
            timer ??= this.RegisterGrainTimer(() => Serve().AsTask(), new GrainTimerCreationOptions(Beat, Beat) { KeepAlive = true });
        }
    }

    private IDeviceGrain Device(string id) => GrainFactory.GetGrain<IDeviceGrain>(id);
}
