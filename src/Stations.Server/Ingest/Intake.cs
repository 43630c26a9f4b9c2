using System.Runtime.CompilerServices;
using System.Text;
using Stations.Grains;
using Stations.Journal;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Server.Outbox;

namespace Stations.Server.Ingest;

/// <summary>
/// From a message to its grain and back, whichever way it came in. What is not understood is counted, quarantined and answered, never thrown.
/// The answer is there when what the message changed is durable.
/// </summary>
public sealed class Intake(IGrainFactory grains, Commits commits, Quarantine quarantine, Rebirths rebirths, Gaps gaps, IngestMetrics metrics, ILogger<Intake> log)
{
    private readonly MessagePool pool = new();

    /// <summary>Sends something to a device; set by whoever holds the connection to it. False when it did not leave from here.</summary>
    public Func<Dispatch, bool>? Publish { get; set; }

    /// <summary>Says something to everybody; set as <see cref="Publish"/> is. False when it could not be taken now.</summary>
    public Func<Notice, bool>? Announce { get; set; }

    /// <summary>Where messages on this topic go; null for a topic that devices read and nobody here does.</summary>
    internal Route? RouteOf(string text, in Topic topic) => topic.Verb switch
    {
        Verb.Cmd or Verb.Desired => null,
        Verb.Birth or Verb.Conn => new Route.ToNode(text, topic, grains.GetGrain<INodeGrain>(topic.Node.ToString()), gaps.Of(topic.Node)),
        _ => new Route.ToDevice(text, topic, grains.GetGrain<IDeviceGrain>(topic.DeviceId.ToString()), gaps.Of(topic.Node)),
    };

    /// <inheritdoc cref="RouteOf(string, in Topic)"/>
    internal Route? RouteOf(string text) =>
        Topics.TryParse(Encoding.UTF8.GetBytes(text), out var topic) ? RouteOf(text, topic) : new Route.Rejected(text, RejectReason.UnknownTopic);

    /// <summary>A copy of the message to <see cref="Deliver"/>; null when it is refused, and then <paramref name="refusal"/> is final.</summary>
    /// <param name="isPromised">Its sender waits for an acknowledgement.</param>
    /// <param name="client">The MQTT client id that sent it, as far as that is known here.</param>
    internal DeviceMessage? Take(Route target, bool isPromised, ReadOnlySpan<byte> payload, string client, out ReasonCode refusal)
    {
        refusal = target is Route.Rejected rejected ? Reject(rejected.Reason, "", target, client, payload)
            : payload.Length > Reading.MaxPayloadBytes ? Reject(RejectReason.TooLarge, $"{payload.Length} bytes; at most {Reading.MaxPayloadBytes}", target, client, payload)
            : ReasonCode.Success;
        if (refusal != ReasonCode.Success)
        {
            return null;
        }

        switch (target)
        {
            case Route.ToDevice { Numbering: { } numbering } device:
                gaps.Note(numbering, device.Topic.DeviceId, payload, Say);
                break;
            case Route.ToNode { Numbering: { } numbering }:
                gaps.Note(numbering, device: null, payload, Say);
                break;
        }

        var taken = pool.Take();
        taken.Set(target is Route.ToDevice to ? to.Topic.Verb : ((Route.ToNode)target).Topic.Verb, isPromised, payload);
        taken.WaitsForCommit = true;
        return taken;
    }

    /// <summary>
    /// <see cref="ReasonCode.UnspecifiedError"/> when it could not be handled: nothing was promised, and the caller may deliver a copy of it.
    /// After any other answer the message is not the caller's any more.
    /// </summary>
    internal ValueTask<ReasonCode> Deliver(Route target, DeviceMessage message, string client)
    {
        ValueTask<Outcome> decision;
        try
        {
            decision = target switch
            {
                Route.ToDevice { Topic.Verb: Verb.Ack } device => device.Grain.Answered(message),
                Route.ToDevice { Topic.Verb: Verb.Reported } device => device.Grain.Configured(message),
                Route.ToDevice device => device.Grain.Observe(message),
                Route.ToNode { Topic.Verb: Verb.Birth } node => node.Grain.Born(message),
                Route.ToNode node => node.Grain.Connection(message),
                _ => throw new InvalidOperationException($"No way for {target}."),
            };
        }
        catch (Exception error)
        {
            decision = ValueTask.FromException<Outcome>(error);
        }

        return decision.IsCompletedSuccessfully ? Answer(decision.Result, target, message, client) : Answer(decision, target, message, client);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReasonCode> Answer(ValueTask<Outcome> decision, Route target, DeviceMessage message, string client)
    {
        try
        {
            return await Answer(await decision, target, message, client);
        }
        catch (Exception error) when (error is TimeoutException or Orleans.Runtime.OrleansException or KeyLostException or JournalException)
        {
            // Ordinary while a server leaves or the store is away; what lasts is told by an alarm. The message is not used again: a call that
            // was given up may have reached its grain and be at work there still.
            metrics.CountFailure();
            log.LogDebug(error, "A message on {Topic} was not acknowledged", target.TopicText);
            return ReasonCode.UnspecifiedError;
        }
        catch (Exception error)
        {
            metrics.CountFailure();
            log.LogError(error, "A message on {Topic} could not be handled and was not acknowledged", target.TopicText);
            return ReasonCode.UnspecifiedError;
        }
    }

    private ValueTask<ReasonCode> Answer(in Outcome outcome, Route target, DeviceMessage message, string client)
    {
        var answer = outcome.Kind == OutcomeKind.Rejected ? Reject(outcome.Reason, outcome.Detail ?? "", target, client, message.Payload) : ReasonCode.Success;
        pool.Return(message);
        if (answer != ReasonCode.Success)
        {
            return new(answer);
        }

        metrics.Count(outcome);
        if (outcome.Kind is OutcomeKind.Stranger or OutcomeKind.Overtaken && target is Route.ToDevice { Topic.DeviceId: var device })
        {
            rebirths.Ask(device, Say);
        }

        return outcome.Position == 0 ? new(ReasonCode.Success) : commits.AnswerTo(outcome.Position);
    }

    private void Say(Dispatch command) => Publish?.Invoke(command);

    private ReasonCode Reject(RejectReason reason, string detail, Route target, string client, ReadOnlySpan<byte> payload)
    {
        metrics.Count(reason);
        quarantine.Add(reason, target.TopicText, client, detail, payload);
        return reason switch
        {
            RejectReason.UnknownTopic => ReasonCode.TopicNameInvalid,
            RejectReason.ForeignPrefix or RejectReason.NotEnrolled => ReasonCode.NotAuthorized,
            _ => ReasonCode.PayloadFormatInvalid,
        };
    }
}
