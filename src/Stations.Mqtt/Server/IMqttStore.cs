namespace Stations.Mqtt.Server;

/// <summary>
/// Where the endpoint keeps what must outlive the process: retained messages and the sessions that outlive their connection. Implemented by
/// the endpoint's user. The bytes are the endpoint's own affair; checksums are the store's.
/// </summary>
public interface IMqttStore
{
    /// <summary>Where the last entry was put; never falls.</summary>
    long Position { get; }

    /// <summary>
    /// Completes when all of the entries are durable; a crash leaves all of them or none. Called by one thread at a time, with at least one
    /// entry; must not block and copies what it needs before it returns. Appends become durable, and complete, in the order of the calls.
    /// </summary>
    ValueTask Append(ReadOnlySpan<MqttStoreEntry> entries);
}

public enum MqttStoreKind : byte
{
    /// <summary>The id is the client's.</summary>
    Session,

    /// <summary>The id is the topic.</summary>
    Retained,
}

/// <summary>What happened to one session or one retained message.</summary>
public readonly record struct MqttStoreEntry(MqttStoreKind Kind, string Id, ReadOnlyMemory<byte> Record);

/// <summary>Takes the place of all entries of this id up to the position. Without a state there is nothing to keep any more.</summary>
public readonly record struct MqttStoreSnapshot(MqttStoreKind Kind, string Id, long Position, ReadOnlyMemory<byte> State);

/// <summary>What was kept under one id.</summary>
/// <param name="State">The last snapshot; empty without one.</param>
/// <param name="Records">Those after it, in order.</param>
/// <param name="IsDamaged">The store cannot vouch for it.</param>
public sealed record MqttKept(
    MqttStoreKind Kind, string Id, ReadOnlyMemory<byte> State, IReadOnlyList<ReadOnlyMemory<byte>> Records, bool IsDamaged = false);
