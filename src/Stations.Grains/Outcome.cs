using Stations.Protocol;

namespace Stations.Grains;

public enum OutcomeKind
{
    /// <summary>It changed the device's state.</summary>
    Applied,

    /// <summary>Understood; it changes nothing.</summary>
    Noted,

    /// <summary>Applied before; nothing to do.</summary>
    Duplicate,

    /// <summary>Late, stored and sent later, or of another life: kept as history.</summary>
    History,

    /// <summary>Of a device that was never born, or of a life of it that is not the current one: kept, and a birth is wanted.</summary>
    Stranger,

    /// <summary>Not understood.</summary>
    Rejected,

    /// <summary>Dropped because the journal is full and nobody was promised anything.</summary>
    Shed,

    /// <summary>Live, but a later message of its life was here first: kept as history. What only it told is missing, and a birth is wanted.</summary>
    Overtaken,
}

/// <summary>
/// What became of a message. All but <see cref="OutcomeKind.Rejected"/> and <see cref="OutcomeKind.Shed"/> are durable when the call completes, unless there is a
/// <see cref="Position"/>.
/// </summary>
/// <param name="Unknown">How many fields and words of it the product does not know; they are kept.</param>
[GenerateSerializer, Immutable, Alias("outcome")]
public readonly record struct Outcome([property: Id(0)] OutcomeKind Kind, [property: Id(1)] RejectReason Reason = RejectReason.None, [property: Id(2)] string? Detail = null, [property: Id(3)] int Unknown = 0)
{
    /// <summary>
    /// Not 0 only for a sender that <see cref="DeviceMessage.WaitsForCommit"/>: durable and shown once the journal has committed so far. Does not go to
    /// another server.
    /// </summary>
    [field: NonSerialized]
    public long Position { get; init; }

    public static Outcome Rejected(RejectReason reason, string detail) => new(OutcomeKind.Rejected, reason, detail);
}
