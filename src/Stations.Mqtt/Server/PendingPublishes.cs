using System.Runtime.CompilerServices;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>
/// Messages of one connection that the application has not completed yet, in the order they came in. Acknowledgements leave in that
/// order (MQTT 5.0, 4.6): one that completes early waits for those before it. Those in a row that wait for the same task wait once. Slots are used
/// again, so the steady state allocates nothing.
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

            var before = count == 0 ? null : slots[(head + count - 1) & (slots.Length - 1)];
            slot = slots[(head + count) & (slots.Length - 1)];
            slot.Expect(qos, packetId, task, isLikeBefore: before?.Task == task);
            count++;
            acknowledgeable += qos > QoS.AtMostOnce ? 1 : 0;
        }
        connection.Endpoint.AddPending(1);
        if (!slot.IsLikeBefore)
        {
            slot.Await();
        }
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
            var (reason, exception) = (completed.Reason, completed.Exception);
            while (count > 0 && slots[head] is var slot && (slot.IsCompleted || slot.IsLikeBefore))
            {
                (reason, exception) = slot.IsLikeBefore ? (reason, exception) : (slot.Reason, slot.Exception);

                // Before the answer: the client may send its next message the moment it has it.
                acknowledgeable -= slot.QoS > QoS.AtMostOnce ? 1 : 0;
                connection.Acknowledge(slot.QoS, slot.PacketId, reason, exception);
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

        public ValueTask<ReasonCode> Task { get; private set; }

        /// <summary>The slot before it waits for the same task: with that one it is answered, alike.</summary>
        public bool IsLikeBefore { get; private set; }

        public ReasonCode Reason { get; private set; }

        public Exception? Exception { get; private set; }

        /// <summary>Guarded by the owner's lock.</summary>
        public bool IsCompleted { get; set; }

        public void Expect(QoS qos, ushort packetId, ValueTask<ReasonCode> task, bool isLikeBefore) =>
            (QoS, PacketId, Task, IsLikeBefore) = (qos, packetId, task, isLikeBefore);

        public void Await()
        {
            awaiter = Task.ConfigureAwait(false).GetAwaiter();
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
            Task = default;
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
