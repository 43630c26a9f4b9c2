using Microsoft.Extensions.DependencyInjection;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

[Collection(nameof(BrokerTests))]
public sealed class RetryTests(SiloServer silo)
{
    [Fact]
    public async Task A_message_that_fails_is_tried_again_in_its_order_and_keeps_nobody_else()
    {
        await using var broker = await Mosquitto.Start();
        await using var devices = await broker.Connect();
        var (ill, well) = (new Appliance(devices, "retry", "ill"), new Appliance(devices, "retry", "well"));
        var (failures, mayHeal) = (0, new TaskCompletionSource());
        var grains = FailingGrains.Before(silo.Services.GetRequiredService<IGrainFactory>(), ill.Id, () => Interlocked.Increment(ref failures) switch
        {
            1 or 2 => (true, Task.CompletedTask),
            3 => (true, mayHeal.Task),
            _ => (false, Task.CompletedTask),
        });
        await using var side = new BrokerSide(silo, broker.Port, "a", grains: grains);
        await side.Start();
        await Task.WhenAll(ill.Birth(1, 20), well.Birth(1, 20));
        await silo.Shows(ill.Id, device => device.Seq == 1, "is born");

        await ill.Hot(2, 21);
        await ill.Tell(3, "\"mode\":\"heating\"");
        await well.Hot(2, 21);
        await silo.Shows(well.Id, device => device.Seq == 2, "is kept by nobody");
        Assert.Equal(1, silo.Board.Shown(ill.Id)!.Seq);

        mayHeal.SetResult();
        await silo.Shows(ill.Id, device => device.Seq == 3 && Appliance.Hot(device) == 21, "has said all, in order");
        Assert.Equal(5, Volatile.Read(ref failures));
    }

    [Fact]
    public async Task What_fails_until_the_end_the_broker_still_has()
    {
        await using var broker = await Mosquitto.Start();
        await using var devices = await broker.Connect();
        var cooler = new Appliance(devices, "retry", "lost");
        var tried = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var grains = FailingGrains.Before(silo.Services.GetRequiredService<IGrainFactory>(), cooler.Id, () =>
        {
            tried.TrySetResult();
            return (true, Task.CompletedTask);
        });
        await using (var side = new BrokerSide(silo, broker.Port, "a", grains: grains))
        {
            await side.Start();
            await cooler.Birth(1, 20);
            await cooler.Hot(2, 21);
            await tried.Task.Within("the first try");
        }

        await using var restarted = new BrokerSide(silo, broker.Port, "a");
        await restarted.Start();
        await silo.Shows(cooler.Id, device => device.Seq == 2, "has said all");
    }
}
