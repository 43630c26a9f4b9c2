using System.Threading.Channels;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

/// <summary>
/// A store whose disk is a list. It can hold appends back until the test syncs them, and crash: then what was not synced is gone and
/// nothing reaches the disk any more; another store goes on from there.
/// </summary>
internal sealed class TestStore : IMqttStore
{
    private readonly Lock gate = new();
    private readonly Channel<IReadOnlyList<string>> heldIds = Channel.CreateUnbounded<IReadOnlyList<string>>();
    private readonly Queue<(long First, MqttStoreEntry[] Entries, TaskCompletionSource Durable)> held = [];
    private readonly TaskCompletionSource died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<(MqttStoreKind Kind, string Id), (byte[] State, long Position)> states = [];
    private readonly List<(long Position, MqttStoreEntry Entry)> records = [];
    private long durablePosition;
    private int left = int.MaxValue;

    public long Position { get; private set; }

    /// <summary>Appends wait for <see cref="Sync"/>.</summary>
    public bool Holds { get; set; }

    /// <summary>Completes when an append came that the disk did not take any more.</summary>
    public Task Died => died.Task;

    /// <summary>What is on the disk, as a restart finds it.</summary>
    public IReadOnlyList<MqttKept> Kept
    {
        get
        {
            lock (gate)
            {
                var keys = states.Keys.Concat(records.Select(record => (record.Entry.Kind, record.Entry.Id))).Distinct();
                return [.. keys.Select(Of)];
            }
        }
    }

    public ValueTask Append(ReadOnlySpan<MqttStoreEntry> entries)
    {
        MqttStoreEntry[] copy = [.. entries];
        for (int i = 0; i < copy.Length; i++)
        {
            copy[i] = copy[i] with { Record = copy[i].Record.ToArray() };
        }

        lock (gate)
        {
            long first = Position + 1;
            Position += copy.Length;
            if (left == 0)
            {
                died.TrySetResult();
                return new(new TaskCompletionSource().Task);
            }

            left--;
            if (Holds)
            {
                var durable = new TaskCompletionSource();
                held.Enqueue((first, copy, durable));
                heldIds.Writer.TryWrite([.. copy.Select(entry => entry.Id)]);
                return new(durable.Task);
            }

            Write(first, copy);
            return default;
        }
    }

    /// <summary>The ids in the next append that is held.</summary>
    public Task<IReadOnlyList<string>> NextHeldAsync() => heldIds.Reader.ReadAsync().AsTask().Expect("an append");

    /// <summary>Makes what is held durable, and what comes from now on at once.</summary>
    public void Sync()
    {
        while (true)
        {
            TaskCompletionSource durable;
            lock (gate)
            {
                if (!held.TryDequeue(out var next))
                {
                    Holds = false;
                    return;
                }

                Write(next.First, next.Entries);
                durable = next.Durable;
            }

            durable.SetResult();
        }
    }

    /// <summary>The disk takes this many more appends and then no more.</summary>
    public void DieAfter(int appends) => left = appends;

    /// <summary>The store that a restart after a crash opens.</summary>
    public TestStore Crash()
    {
        lock (gate)
        {
            left = 0;
            held.Clear();
            var next = new TestStore { Position = durablePosition, durablePosition = durablePosition };
            next.records.AddRange(records);
            foreach (var (key, state) in states)
            {
                next.states[key] = state;
            }

            return next;
        }
    }

    /// <summary>Puts snapshots in the place of records, as a checkpoint does.</summary>
    public void Checkpoint(MqttEndpoint endpoint)
    {
        var snapshots = endpoint.Snapshots().ToList();
        lock (gate)
        {
            foreach (var snapshot in snapshots)
            {
                var key = (snapshot.Kind, snapshot.Id);
                records.RemoveAll(record => (record.Entry.Kind, record.Entry.Id) == key && record.Position <= snapshot.Position);
                states[key] = (snapshot.State.ToArray(), snapshot.Position);
                if (snapshot.State.IsEmpty)
                {
                    states.Remove(key);
                }
            }
        }

        snapshots.ForEach(snapshot => endpoint.Saved(snapshot));
    }

    /// <summary>Breaks the last record of an id.</summary>
    public void Damage(string id)
    {
        lock (gate)
        {
            int index = records.FindLastIndex(record => record.Entry.Id == id);
            records[index] = (records[index].Position, records[index].Entry with { Record = new byte[] { 0xEE, 1, 2, 3 } });
        }
    }

    private void Write(long first, MqttStoreEntry[] entries)
    {
        durablePosition = first + entries.Length - 1;
        records.AddRange(entries.Select((entry, index) => (first + index, entry)));
    }

    private MqttKept Of((MqttStoreKind Kind, string Id) key) => new(
        key.Kind,
        key.Id,
        states.GetValueOrDefault(key).State ?? [],
        [.. records.Where(record => (record.Entry.Kind, record.Entry.Id) == key).Select(record => record.Entry.Record)]);
}
