using Stations.Grains;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Simulation;

internal sealed partial class World
{
    private static readonly string Queue = new QueueId(new StationId("town", "s"), Need.Charge).ToString();

    private readonly SimulatedRider[] riders;

    private void Ride()
    {
        var rider = riders[random.Next(riders.Length)];
        switch (random.Next(10))
        {
            case < 3:
                Hold(rider);
                break;
            case < 6:
                Wait(rider);
                break;
            case < 7:
                witness.Leaves(rider.Name);
                Ask(rider, $"{rider.Name} leaves", grain => grain.Leave(Queue), witness.HasLeft);
                break;
            case < 8 when rider.Held is var (device, id):
                witness.Tell($"{rider.Name} gives {id} back");
                server.Ask($"{rider.Name} gives back", grains => grains.GetGrain<IDeviceGrain>(device).CancelHold(id, rider.Claim), _ => { });
                break;
            default:
                Ask(rider, $"{rider.Name} looks", grain => grain.Look());
                break;
        }
    }

    private void Hold(SimulatedRider rider)
    {
        string[] devices = [.. server.Board.Keys.OrderBy(_ => random.Next())];
        if (devices.Length == 0)
        {
            return;
        }

        var wish = rider.Wish(random);
        var slot = random.Next(SimulatedNode.Slots + 1);
        Ask(rider, $"{rider.Name} wants {wish} of {devices[0]} slot {slot}", grain =>
            grain.Hold(new HoldWish(wish, wish, rider.Claim, slot == 0 ? devices : devices[..1], slot, random.Next(4) == 0 ? null : Queue)));
    }

    private void Wait(SimulatedRider rider)
    {
        var wish = rider.Wish(random);
        witness.Asks(wish);
        Ask(rider, $"{rider.Name} waits as {wish}", grain => grain.Wait(Queue, wish, wish, rider.Claim));
    }

    private void Ask(SimulatedRider rider, string what, Func<IRiderGrain, ValueTask<RiderAnswer>> call, Action<string>? told = null)
    {
        witness.Tell(what);
        server.Ask(what, grains => call(grains.GetGrain<IRiderGrain>(rider.Name)), answer =>
        {
            told?.Invoke(rider.Name);
            witness.Told(rider.Name, answer, Now);
            rider.Held = answer is { Hold.IsActive: true, Stake.Device: { } device } ? (device, answer.Hold.Id) : rider.Held;
        });
    }

    /// <summary>Whoever waits, waits for something: nothing is free that could be offered.</summary>
    private void LookAtQueue()
    {
        if (riders.Length == 0)
        {
            return;
        }

        var waiting = 0;
        server.Ask("the queue", grains => grains.GetGrain<IQueueGrain>(Queue).Length(), length => waiting = length);
        while (server.RunTurn(random) || server.Step(Fate.Lands))
        {
        }

        witness.Queued(server, waiting, Now);
    }
}
