using System.Text;
using Stations.Mqtt.Client;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>What the node is told: commands, and what its devices are to be set to.</summary>
public sealed partial class Node
{
    private readonly Dictionary<DeviceId, Desired> heard = [];

    private ValueTask Obey(MqttMessage message)
    {
        if (Topics.TryParse(Encoding.UTF8.GetBytes(message.Topic), out var topic) && topic.Device is { } device)
        {
            if (topic.Verb == Verb.Cmd && CommandMessage.TryParse(message.Payload.Span, out var command))
            {
                Obey(device, command);
            }
            else if (topic.Verb == Verb.Desired && Desired.TryParse(message.Payload.Span, out var desired))
            {
                lock (life)
                {
                    heard[topic.DeviceId] = desired;
                }
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What is heard right after a connect waits until the connection is known to be there.</summary>
    private void Configure(MqttClient connection)
    {
        lock (life)
        {
            foreach (var (device, desired) in heard)
            {
                if (self.Configure(device.Device, desired, wall.NowMilliseconds()) is { } answer)
                {
                    deliveries.Add(AnnounceAsync(connection, Topics.Of(device, Verb.Reported), answer.ToBytes(), retain: false));
                }
            }

            heard.Clear();
        }
    }

    private void Obey(string device, CommandMessage command)
    {
        lock (life)
        {
            // What is answered before the connection is known to be there is asked again.
            var (connection, obedience) = (link, self.Obey(device, command, wall.NowMilliseconds()));
            foreach (var answer in connection is null ? [] : obedience.Answers)
            {
                deliveries.Add(AnnounceAsync(connection!, Topics.Of(new DeviceId(self.Id.District, self.Id.Node, device), Verb.Ack), answer.ToBytes(), retain: false));
            }

            Send(obedience.Messages, connection);
            rebirthAsked |= command.Cmd == CommandVerb.Rebirth;
            restarts |= obedience.Restarts;
        }
    }
}
