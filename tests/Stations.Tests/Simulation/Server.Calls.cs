using Stations.Grains;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Simulation;

internal sealed partial class Server
{
    /// <summary>Hands a message to its grain; <paramref name="answered"/> is called when it may be acknowledged.</summary>
    public async void Deliver(Packet packet, Action<Packet, Outcome> answered)
    {
        Waiting++;
        var message = new DeviceMessage();
        message.Set(packet.Verb, isPromised: true, packet.Payload);
        message.WaitsForCommit = true;
        try
        {
            var outcome = packet.Verb switch
            {
                Verb.Birth => await Grains.GetGrain<INodeGrain>(packet.Node.Id).Born(message),
                Verb.Conn => await Grains.GetGrain<INodeGrain>(packet.Node.Id).Connection(message),
                _ => await Grains.GetGrain<IDeviceGrain>(packet.Devices[0]).Observe(message),
            };
            await (outcome.Position > 0 && journal.Durable(outcome.Position) is { } commit ? commit.Task : default);
            Waiting--;
            if (!Store.IsDead)
            {
                answered(packet, outcome);
            }
        }
        catch (Exception error) when (Store.IsDead || witness.Breach($"{packet} failed: {error}"))
        {
            Waiting--;
        }
    }

    /// <summary>What somebody asks of a grain; <paramref name="answered"/> is called when he is told.</summary>
    public async void Ask<T>(string what, Func<IGrainFactory, ValueTask<T>> call, Action<T> answered)
    {
        Waiting++;
        try
        {
            var answer = await call(Grains);
            Waiting--;
            if (!Store.IsDead)
            {
                answered(answer);
            }
        }
        catch (Exception error) when (Store.IsDead || witness.Breach($"{what} failed: {error}"))
        {
            Waiting--;
        }
    }

    /// <summary>As the server's own sweep does it.</summary>
    public void Sweep()
    {
        foreach (var (key, device) in Board.ToArray())
        {
            var now = clock.NowMilliseconds();
            if (Silence.Default.Of(device, now) is not null || Observation.DueAt(device, RuleBook.Default) <= now)
            {
                Watch(Grains.GetGrain<IDeviceGrain>(key).CheckTime());
            }
        }
    }

    public void Checkpoint()
    {
        if (checkpoint.IsCompleted)
        {
            checkpoint = Save();
            Watch(new ValueTask(checkpoint));
        }
    }

    /// <summary>As the server's own checkpoint does it.</summary>
    private async Task Save()
    {
        var covered = Committed;
        await Task.WhenAll(unsaved.Take().Select(key => Grains.GetGrain<IDeviceGrain>(key).Save().AsTask()));
        await journal.Checkpoint(covered, []);
    }

    private async void Watch(ValueTask work)
    {
        Waiting++;
        try
        {
            await work;
        }
        catch (Exception error) when (Store.IsDead || witness.Breach($"the server's own work failed: {error}"))
        {
        }

        Waiting--;
    }
}
