using DeviceSimulators.Devices;
using DeviceSimulators.Truth;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>One MQTT client: lives its virtual node's life once a second, and tells of it as long as there is a connection.</summary>
public sealed partial class Node(VirtualNode self, Endpoint endpoint, VirtualClock clock, TimeProvider wall, Tally tally, Dice dice, TruthFile? truth = null)
{
    private const int MaxWaiting = 1000;
    private const int MaxOutstanding = 500;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Commands come while it lives.</summary>
    private readonly Lock life = new();
    private readonly Outbox outbox = new(MaxWaiting, tally);
    private readonly List<Task> deliveries = [];
    private readonly List<TruthLine> noted = [];

    /// <summary>Runs until <paramref name="ct"/>, then says good-bye.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Look, wall);
        try
        {
            // So that nodes do not all speak at once.
            await Task.Delay(Look * dice.Between(0, 1), wall, ct);
            do
            {
                await LookAsync(ct);
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await LeaveAsync();
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        var connection = await LinkAsync(ct);
        lock (life)
        {
            Send(self.Advance(clock.Now, wall.NowMilliseconds()), connection);
        }
    }

    private void Send(IReadOnlyList<Message> messages, MqttClient? connection)
    {
        foreach (var message in messages)
        {
            outbox.Add(message);
        }

        self.TakeTruth(noted);
        truth?.Write(noted);
        noted.Clear();
        if (connection is not null)
        {
            SendWaiting(connection);
        }
    }

    private void SendWaiting(MqttClient connection)
    {
        deliveries.RemoveAll(delivery => delivery.IsCompleted);
        while (deliveries.Count < MaxOutstanding && outbox.TryTake(out var message))
        {
            deliveries.Add(DeliverAsync(connection, message));
        }
    }

    private async Task DeliverAsync(MqttClient connection, Message message)
    {
        // A birth said all that is older, so that the older is history.
        var historic = message.Seq < self.LastBirth;
        tally.Send();
        try
        {
            tally.Answer(message.Topic, await connection.PublishAsync(message.Topic, message.Encode(historic), retain: message.Retain && !historic));
        }
        catch (MqttClientException) when (message.Boot == self.Boot)
        {
            outbox.Add(message);
        }
        catch (MqttClientException)
        {
            // It was in a memory without power.
        }
    }

    private async Task LeaveAsync()
    {
        if (link is { Disconnected.IsCompleted: false } connection)
        {
            Task answered;
            lock (life)
            {
                SendWaiting(connection);
                deliveries.Add(AnnounceAsync(connection, Verb.Conn, self.Conn(online: false, wall.NowMilliseconds()), retain: true));
                answered = Task.WhenAll(deliveries);
            }

            if (await Task.WhenAny(answered, Task.Delay(Patience, wall)) != answered)
            {
                tally.Problem($"{self.Id}: no acknowledgement within {Patience.TotalSeconds} s of the end");
            }

            await connection.DisconnectAsync();
            tally.Disconnect();
        }

        await Task.WhenAll(deliveries);
        outbox.Abandon();
    }

    private Task AnnounceAsync(MqttClient connection, Verb verb, byte[] payload, bool retain) => AnnounceAsync(connection, Topics.Of(self.Id, verb), payload, retain);

    private async Task AnnounceAsync(MqttClient connection, string topic, byte[] payload, bool retain)
    {
        tally.Send();
        try
        {
            tally.Answer(topic, await connection.PublishAsync(topic, payload, QoS.AtLeastOnce, retain));
        }
        catch (MqttClientException)
        {
            // Said anew after the next connect.
        }
    }
}
