namespace Stations.Journal.Backup;

/// <summary>What a store or a backup holds, in numbers.</summary>
/// <param name="Counts">How many there are of each kind.</param>
/// <param name="Digest">SHA-256 of all of it in order, as hexadecimal digits: equal for a store and its backup, whatever the kind of store.</param>
public sealed record BackupSummary(IReadOnlyList<(string Kind, long Count)> Counts, string Digest)
{
    public override string ToString() => $"{string.Join(", ", Counts.Select(one => $"{one.Kind} {one.Count}"))}, digest {Digest}";
}

/// <param name="Entries">How many entries were read or written.</param>
/// <param name="Fraction">How much of this step is done, from 0 to 1.</param>
public readonly record struct BackupProgress(string Step, long Entries, double Fraction);

/// <summary>A backup cannot be made or used; the message is meant for the person who asked for it.</summary>
public sealed class BackupException(string message) : Exception(message);
