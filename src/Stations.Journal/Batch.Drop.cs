namespace Stations.Journal;

internal sealed partial class Batch
{
    /// <summary>
    /// Takes the records of some keys out, leaving their numbers unused, and everybody who waits for one of these keys.
    /// Returns those, for the caller to tell.
    /// </summary>
    public List<Pending> Drop(HashSet<ulong> hashes)
    {
        var dropped = new List<Pending>();
        var kept = 0;
        for (var index = 0; index < waiting; index++)
        {
            if (hashes.Contains(keys[index]))
            {
                dropped.Add(waiters[index]);
            }
            else
            {
                (waiters[kept], keys[kept]) = (waiters[index], keys[index]);
                kept++;
            }
        }

        if (kept < waiting)
        {
            // Whoever waits on is in the list already; a place that moved gets a new waiter.
            Array.Clear(waiters, kept, waiting - kept);
            waiting = kept;
            Repack(hashes);
        }

        return dropped;
    }

    private void Repack(HashSet<ulong> hashes)
    {
        var before = packed.AsMemory(0, length).ToArray();
        var (at, next, end) = (0, First, First + Count);
        (length, Count) = (0, 0);
        while (Packed.TryRead(before, ref at, ref next, out var key, out var record))
        {
            if (!key.IsEmpty && !hashes.Contains(KeyHash.Of(key.Span)))
            {
                SkipTo(next - 1);
                AddUnawaited(next - 1, key.Span, record.Span);
            }
        }

        SkipTo(end);
    }

    private void SkipTo(long position)
    {
        if (First + Count < position)
        {
            Skip(First + Count, position - First - Count);
        }
    }
}
