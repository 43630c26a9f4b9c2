namespace Stations.Server.Live;

/// <summary>One change, encoded once for every client.</summary>
/// <param name="Sequence">The number that a client resumes after.</param>
public sealed record Change(long Sequence, BoardItem Item, byte[] Event);

/// <summary>The changes of one moment, each thing at most once. Immutable.</summary>
public sealed record Frame(long Number, IReadOnlyList<Change> Changes)
{
    public long LastSequence => Changes[^1].Sequence;

    public long Bytes { get; } = Changes.Sum(change => (long)change.Event.Length);
}
