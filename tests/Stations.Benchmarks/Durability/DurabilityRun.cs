using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Durability;

/// <param name="Acknowledged">Messages that the server acknowledged in all.</param>
/// <param name="Lost">Acknowledged, and not there after the last restart, or a device that showed less than it had acknowledged.</param>
/// <param name="Twice">Messages that are there more than once.</param>
internal sealed record DurabilityResult(long Acknowledged, long Lost, long Twice);

/// <summary>Kills the server again and again; devices send again what was not acknowledged and go on.</summary>
internal sealed class DurabilityRun(int rounds, int seed, TimeProvider clock)
{
    /// <summary>How long a server runs until it saves what changed.</summary>
    private static readonly TimeSpan SavingPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Every so many rounds the subscriber stays away and its session has to remember.</summary>
    private const int SubscriberRests = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Random dice = new(seed);

    public async Task<DurabilityResult> Run(StationsPeer server, CancellationToken cancellation)
    {
        var fleet = new CutFleet(server.Port, $"{clock.GetUtcNow().ToUnixTimeSeconds()}", clock);
        var check = new CutCheck(server, fleet.Devices, clock);
        var (publisher, subscriber) = (new KeptPublisher(server.Port, clock), new KeptSubscriber(server.Port));
        var wrong = 0;
        for (var round = 1; round <= rounds; round++)
        {
            var cut = Cut.Draw(dice);
            var before = Acknowledged(fleet);
            await server.Start(cancellation);
            wrong += await check.CountWrongStates(cancellation);
            var listens = round % SubscriberRests != 0 || cut.Moment == CutMoment.Saving;
            var listening = listens ? subscriber.Run(await subscriber.Connect(cancellation), () => false) : Task.CompletedTask;
            var publishing = publisher.Run(await publisher.Connect(cancellation), () => true);
            await Kill(server, fleet, cut, cancellation);
            await Task.WhenAll(listening, publishing).WaitAsync(Patience, clock, cancellation);
            Console.WriteLine($"{round}/{rounds}  killed {cut,-18}  acknowledged {Acknowledged(fleet) - before,6:N0} of {Acknowledged(fleet):N0}  wrong states {wrong}");
        }

        await server.Start(cancellation);
        await (await fleet.Report(() => false, cancellation)).WaitAsync(Patience, clock, cancellation);
        await publisher.Run(await publisher.Connect(cancellation), () => false);
        await Receive(subscriber, publisher.Taken, cancellation);
        wrong += await check.CountWrongStates(cancellation);
        var (lost, twice) = await check.CompareHistory(cancellation);
        Console.WriteLine($"of {publisher.Taken:N0} at QoS 2 through a kept session: lost {subscriber.Lost(publisher.Taken)}, twice {subscriber.Twice}");
        return new(Acknowledged(fleet) + publisher.Taken, lost + wrong + subscriber.Lost(publisher.Taken), twice + subscriber.Twice);
    }

    /// <summary>What was kept for the subscriber, as far as it comes in time.</summary>
    private async Task Receive(KeptSubscriber subscriber, long taken, CancellationToken cancellation)
    {
        using var link = await subscriber.Connect(cancellation);
        await Task.WhenAny(subscriber.Run(link, () => subscriber.Count >= taken), Task.Delay(Patience / 2, clock, cancellation));
    }

    /// <summary>From a running server to a dead one.</summary>
    private async Task Kill(StationsPeer server, CutFleet fleet, Cut cut, CancellationToken cancellation)
    {
        var reporting = await fleet.Report(() => true, cancellation);
        switch (cut.Moment)
        {
            case CutMoment.UnderLoad:
                await Wait(cut.After);
                break;
            case CutMoment.Starting:
                await Wait(TimeSpan.FromMilliseconds(dice.Next(500)));
                await server.Kill();
                server.Begin();
                await Wait(cut.After);
                break;
            case CutMoment.Stopping:
                await Wait(TimeSpan.FromMilliseconds(dice.Next(500)));
                server.AskToStop();
                await Wait(cut.After);
                break;
            case CutMoment.Saving:
                await Wait(SavingPeriod - server.Age + cut.After);
                break;
        }

        await server.Kill();
        await reporting.WaitAsync(Patience, clock, cancellation);

        Task Wait(TimeSpan time) => Task.Delay(time, clock, cancellation);
    }

    private static long Acknowledged(CutFleet fleet) => fleet.Devices.Sum(device => device.Acknowledged + 1);
}
