namespace Stations.Mqtt.Server;

/// <summary>All connections in slots, so that the sweep walks an array and holds no lock.</summary>
internal sealed class ConnectionTable
{
    private readonly Lock gate = new();
    private readonly Stack<int> free = [];
    private MqttConnection?[] slots = new MqttConnection?[16];
    private int used;
    private int count;

    public int Count => Volatile.Read(ref count);

    public void Add(MqttConnection connection)
    {
        lock (gate)
        {
            if (!free.TryPop(out int slot))
            {
                slot = used++;
            }

            if (slot == slots.Length)
            {
                Array.Resize(ref slots, slots.Length * 2);
            }

            slots[slot] = connection;
            connection.Slot = slot;
            count++;
        }
    }

    public void Remove(MqttConnection connection)
    {
        lock (gate)
        {
            slots[connection.Slot] = null;
            free.Push(connection.Slot);
            count--;
        }
    }

    public ReadOnlySpan<MqttConnection?> All
    {
        get
        {
            lock (gate)
            {
                return slots.AsSpan(0, used);
            }
        }
    }
}
