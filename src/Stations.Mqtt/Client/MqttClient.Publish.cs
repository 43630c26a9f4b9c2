using System.Text;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Client;

public sealed partial class MqttClient
{
    private readonly Dictionary<ushort, TaskCompletionSource<ReasonCode>> publishes = [];
    private readonly Dictionary<ushort, TaskCompletionSource<IReadOnlyList<ReasonCode>>> requests = [];
    private readonly Queue<Outgoing> beyondWindow = [];
    private ushort lastPacketId;
    private MqttClientException? ended;

    /// <summary>
    /// Sends a message. Completes with the server's reason once it is acknowledged (PUBACK, PUBCOMP), with QoS 0 as soon as it is handed on.
    /// Calls need not wait for each other; beyond the window they queue in order, and <paramref name="payload"/> must not change until then.
    /// </summary>
    /// <exception cref="MqttClientException">The connection ended first; whether the server has the message is unknown.</exception>
    public Task<ReasonCode> PublishAsync(
        string topic, ReadOnlyMemory<byte> payload, QoS qos = QoS.AtLeastOnce, bool retain = false, MqttProperties? properties = null)
    {
        byte[] propertyBytes = options.Version == MqttVersion.V50 && properties is not null ? properties.ToBytes() : [];
        var message = new Outgoing(Encoding.UTF8.GetBytes(topic), payload, propertyBytes, qos, retain);
        lock (gate)
        {
            if (ended is not null)
            {
                return Task.FromException<ReasonCode>(ended);
            }

            if (qos == QoS.AtMostOnce)
            {
                Send(message, 0);
                return Task.FromResult(ReasonCode.Success);
            }
            if (publishes.Count < Window)
            {
                SendTracked(message);
            }
            else
            {
                beyondWindow.Enqueue(message);
            }
        }
        return message.Answer.Task;
    }

    private uint Window => Math.Min((uint)options.MaxInFlight, ConnAck.Properties.Number(PropertyId.ReceiveMaximum) ?? ushort.MaxValue);

    private void SendTracked(Outgoing message)
    {
        ushort id = NextPacketId();
        publishes.Add(id, message.Answer);
        Send(message, id);
    }

    private void Send(Outgoing message, ushort id)
    {
        var view = new PublishView
        {
            Topic = message.Topic,
            Payload = message.Payload.Span,
            PropertyBytes = message.Properties,
            QoS = message.QoS,
            Retain = message.Retain,
            PacketId = id,
        };
        output.Append(view, view.Length(options.Version), options.Version);
        hasSent = true;
    }

    private void Complete(ushort id, ReasonCode reason)
    {
        TaskCompletionSource<ReasonCode>? answer;
        lock (gate)
        {
            if (publishes.Remove(id, out answer) && beyondWindow.TryDequeue(out var next))
            {
                SendTracked(next);
            }
        }
        answer?.TrySetResult(reason);
    }

    private ushort NextPacketId()
    {
        do
        {
            lastPacketId++;
        }
        while (lastPacketId == 0 || publishes.ContainsKey(lastPacketId) || requests.ContainsKey(lastPacketId));
        return lastPacketId;
    }

    private void FailEverythingThatWaits(MqttClientException error)
    {
        lock (gate)
        {
            ended = error;
        }

        connected.TrySetException(error);
        foreach (var answer in publishes.Values)
        {
            answer.TrySetException(error);
        }

        foreach (var message in beyondWindow)
        {
            message.Answer.TrySetException(error);
        }

        foreach (var answer in requests.Values)
        {
            answer.TrySetException(error);
        }
    }

    private sealed record Outgoing(byte[] Topic, ReadOnlyMemory<byte> Payload, byte[] Properties, QoS QoS, bool Retain)
    {
        public TaskCompletionSource<ReasonCode> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
