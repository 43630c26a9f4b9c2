using System.Runtime.CompilerServices;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>
/// Messages of one connection that the application has not completed yet, in the order they came in. Acknowledgements leave in that
/// order (MQTT 5.0, 4.6): one that completes early waits for those before it. Slots are used again, so the steady state allocates nothing.
/// </summary>
internal sealed class PendingPublishes(MqttConnection connection)
{
    private readonly Lock gate = new();
    private Slot[] slots = [];
    private int head;
    private int count;
    private int acknowledgeable;
    private int roomAt;
    private TaskCompletionSource? room;

    public int Count => Volatile.Read(ref count);

    /// <summary>Those with QoS 1 or 2.</summary>
    public int Acknowledgeable => Volatile.Read(ref acknowledgeable);

    public void Track(QoS qos, ushort packetId, ValueTask<ReasonCode> task)
    {
        Slot slot;
        lock (gate)
        {
            if (count == slots.Length)
            {
                Grow();
            }

            slot = slots[(head + count) & (slots.Length - 1)];
            slot.Expect(qos, packetId);
            count++;
            acknowledgeable += qos > QoS.AtMostOnce ? 1 : 0;
        }
        connection.Endpoint.AddPending(1);
        slot.Await(task);
    }

    /// <summary>Completes when no more than <paramref name="limit"/> messages are pending.</summary>
    public Task WhenAtMostAsync(int limit)
    {
        lock (gate)
        {
            if (count <= limit)
            {
                return Task.CompletedTask;
            }

            roomAt = limit;
            return (room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Lets a waiting read loop go: the connection is closing.</summary>
    public void StopWaiting()
    {
        lock (gate)
        {
            room?.TrySetResult();
        }
    }

    private void Completed(Slot completed)
    {
        lock (gate)
        {
            completed.IsCompleted = true;
            int before = count;
            while (count > 0 && slots[head] is { IsCompleted: true } slot)
            {
                // Before the answer: the client may send its next message the moment it has it.
                acknowledgeable -= slot.QoS > QoS.AtMostOnce ? 1 : 0;
                connection.Acknowledge(slot.QoS, slot.PacketId, slot.Reason, slot.Exception);
                slot.Clear();
                head = (head + 1) & (slots.Length - 1);
                count--;
            }
            connection.Endpoint.AddPending(count - before);
            if (room is null || count > roomAt)
            {
                return;
            }

            room.TrySetResult();
            room = null;
        }
    }

    private void Grow()
    {
        var larger = new Slot[Math.Max(1, slots.Length * 2)];
        for (int i = 0; i < larger.Length; i++)
        {
            larger[i] = i < count ? slots[(head + i) & (slots.Length - 1)] : new Slot(this);
        }

        slots = larger;
        head = 0;
    }

    private sealed class Slot
    {
        private readonly PendingPublishes owner;
        private readonly Action complete;
        private ConfiguredValueTaskAwaitable<ReasonCode>.ConfiguredValueTaskAwaiter awaiter;

        public Slot(PendingPublishes owner)
        {
            this.owner = owner;
            complete = Complete;
        }

        public QoS QoS { get; private set; }

        public ushort PacketId { get; private set; }

        public ReasonCode Reason { get; private set; }

        public Exception? Exception { get; private set; }

        /// <summary>Guarded by the owner's lock.</summary>
        public bool IsCompleted { get; set; }

        public void Expect(QoS qos, ushort packetId)
        {
            QoS = qos;
            PacketId = packetId;
        }

        public void Await(ValueTask<ReasonCode> task)
        {
            awaiter = task.ConfigureAwait(false).GetAwaiter();
            if (awaiter.IsCompleted)
            {
                Complete();
            }
            else
            {
                awaiter.UnsafeOnCompleted(complete);
            }
        }

        public void Clear()
        {
            Exception = null;
            IsCompleted = false;
        }

        private void Complete()
        {
            try
            {
                Reason = awaiter.GetResult();
            }
            catch (Exception e)
            {
                Reason = ReasonCode.UnspecifiedError;
                Exception = e;
            }
            awaiter = default;
            owner.Completed(this);
        }
    }
}
