using System.Buffers;
using System.Collections.Concurrent;
using Stations.Grains;
using Stations.Mqtt.Packets;
using Stations.Server.Cluster;

namespace Stations.Server.Ingest.Broker;

/// <summary>
/// What the broker hands over, on its way to the <see cref="Intake"/>: in order, tried until it is done, and only then acknowledged. How many
/// promised messages are here at once is bounded by the connections' windows; of the others there are <see cref="MaxUnpromised"/>.
/// </summary>
internal sealed class Incoming(Intake intake, IngestMetrics ingest, BrokerMetrics metrics, Departures departures, Backoff pauses, TimeProvider clock, ILogger log)
{
    /// <summary>QoS 0 under way; what comes on top is shed.</summary>
    public const int MaxUnpromised = 10_000;

    /// <summary>Topics whose way is known; from there on all is found anew.</summary>
    public const int MaxRoutes = 200_000;

    /// <summary>Failures of one message that operators hear of: after some two seconds.</summary>
    private const int FailuresToTell = 4;

    private readonly ConcurrentDictionary<string, Route?> routes = new(StringComparer.Ordinal);
    private readonly Order order = new();
    private int unpromised;

    /// <summary>For operators; null while all is well.</summary>
    public string? Trouble => metrics.Stuck is > 0 and var stuck ? $"{stuck} messages of devices cannot be handled and are tried again; the broker keeps them" : null;

    /// <param name="payload">Copied before this returns.</param>
    /// <param name="acknowledge">Tells the broker that it may forget a promised message.</param>
    /// <param name="ended">When the connection has ended, the broker hands over again what was not acknowledged: it is given up here.</param>
    public void Take(string topic, bool isPromised, in ReadOnlySequence<byte> payload, string client, Func<Task> acknowledge, CancellationToken ended)
    {
        if (!isPromised && Volatile.Read(ref unpromised) >= MaxUnpromised)
        {
            ingest.Count(new Outcome(OutcomeKind.Shed));
            return;
        }

        var route = RouteOf(topic);
        var bytes = payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray();
        if (route is null || intake.Take(route, isPromised, bytes, client, out _) is not { } message)
        {
            _ = Acknowledge(acknowledge, ended);
            return;
        }

        metrics.Taken();
        Interlocked.Add(ref unpromised, isPromised ? 0 : 1);
        order.Add(route is Route.ToDevice device ? device.Topic : ((Route.ToNode)route).Topic, async () =>
        {
            if (!ended.IsCancellationRequested && await Deliver(route, message, client, ended) && isPromised)
            {
                await Acknowledge(acknowledge, ended);
            }

            metrics.Done();
            Interlocked.Add(ref unpromised, isPromised ? 0 : -1);
        });
    }

    private Route? RouteOf(string topic)
    {
        if (routes.TryGetValue(topic, out var known))
        {
            return known;
        }

        if (routes.Count >= MaxRoutes)
        {
            routes.Clear();
        }

        return routes[topic] = intake.RouteOf(topic);
    }

    /// <summary>True when it is done with; false when its connection ended before, or nobody was promised anything.</summary>
    private async Task<bool> Deliver(Route route, DeviceMessage message, string client, CancellationToken ended)
    {
        var pause = 0;
        for (var failures = 0; ; failures++)
        {
            var departure = departures.Next;
            if (await intake.Deliver(route, message, client) != ReasonCode.UnspecifiedError)
            {
                Loosen(failures);
                return true;
            }

            if (failures + 1 == FailuresToTell)
            {
                metrics.Sticks();
            }

            if (!message.IsPromised || !await Pause(pause++, departure, ended))
            {
                Loosen(failures + 1);
                return false;
            }

            // A copy: a call that was given up may still be reading the last one.
            pause = departure.IsCancellationRequested ? 0 : pause;
            metrics.Retries();
            message = intake.Take(route, message.IsPromised, message.Payload, client, out _)!;
        }
    }

    private void Loosen(int failures)
    {
        if (failures >= FailuresToTell)
        {
            metrics.Loosens();
        }
    }

    /// <summary>A short one once a server has departed: what failed because of it is done elsewhere now.</summary>
    private async Task<bool> Pause(int failures, CancellationToken departure, CancellationToken ended)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(departure, ended);
        await Task.Delay(pauses.Pause(failures), clock, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (departure.IsCancellationRequested)
        {
            await Task.Delay(pauses.Pause(0) / 2, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return !ended.IsCancellationRequested;
    }

    /// <summary>An acknowledgement that gets lost brings the message once more, and its grain knows it.</summary>
    private async Task Acknowledge(Func<Task> acknowledge, CancellationToken ended)
    {
        try
        {
            await acknowledge();
        }
        catch (Exception error) when (ended.IsCancellationRequested || error is not OutOfMemoryException)
        {
            log.LogDebug(error, "An acknowledgement did not reach the broker");
        }
    }
}
