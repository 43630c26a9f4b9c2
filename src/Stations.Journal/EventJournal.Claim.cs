namespace Stations.Journal;

/// <summary>One writer for each key, where several servers keep journals in one database.</summary>
public sealed partial class EventJournal
{
    /// <summary>Keys claimed in one transaction; more wait for the next.</summary>
    private const int MostClaims = 1000;

    private readonly record struct Claiming(ReadOnlyMemory<byte> Key, TaskCompletionSource<Recovered> Answer);

    private readonly HashSet<ulong> lost = [];
    private readonly Queue<Claiming> claims = new();
    private Dictionary<ulong, long>? unsaved;
    private readonly TaskCompletionSource<string> takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isClaiming;

    /// <summary>
    /// Like <see cref="Load"/>; where other servers share the store the key is this server's from now on, and what another one writes under it
    /// is refused there (<see cref="KeyLostException"/>). Claims that come together are made together.
    /// </summary>
    /// <exception cref="JournalException">The store cannot be asked now; the key is whose it was, and is written under here only once it is claimed.</exception>
    public ValueTask<Recovered> Claim(ReadOnlyMemory<byte> key)
    {
        if (!Store.IsShared)
        {
            return new(Load(key.Span));
        }

        var claim = new Claiming(key, new(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (claims)
        {
            claims.Enqueue(claim);
            if (!isClaiming)
            {
                isClaiming = true;
                _ = Task.Run(MakeClaims);
            }
        }

        return new(claim.Answer.Task);
    }

    /// <summary>The keys with records that were found when the journal was opened and that no snapshot saved here covers yet.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> KeysFound() => tail.Keys();

    /// <summary>
    /// For the journal of a server that ended (<see cref="JournalOptions.Left"/>), once whoever follows it is through: removes it, after which
    /// it can only be closed. False, and nothing done, if one of the keys was not saved yet by the server that has it now.
    /// </summary>
    /// <param name="keys">Those of <see cref="KeysFound"/> that are claimed at all.</param>
    /// <exception cref="JournalException">The store does not do it now, or somebody else has taken over.</exception>
    public bool Retire(IReadOnlyCollection<ReadOnlyMemory<byte>> keys) => Store.Retire(keys);

    /// <summary>
    /// Completes with the reason when another server has taken this one for ended: nothing that waits here will ever be durable, and the process
    /// is to end.
    /// </summary>
    public Task<string> TakenOver => takenOver.Task;

    private async Task MakeClaims()
    {
        while (TakeClaims() is { Count: > 0 } some)
        {
            try
            {
                // Whatever this server had under way for these keys before it lost them is decided first.
                await Enlist(static _ => { }, bytes: 0);
                var found = Store.Claim(some.ConvertAll(one => new ClaimedKey(one.Key, Unsaved(one.Key.Span))));
                Hold(found);
                for (var index = 0; index < some.Count; index++)
                {
                    some[index].Answer.SetResult(found[index]);
                }
            }
            catch (Exception error)
            {
                // Whatever it is, whoever asked must hear of it, and the next claims be made.
                // Whoever goes on without, to warn of a danger, must not write what the server that has the key would never read.
                Lose([.. some.Select(one => one.Key.ToArray())]);
                some.ForEach(one => one.Answer.SetException(error));
            }
        }
    }

    private List<Claiming> TakeClaims()
    {
        lock (claims)
        {
            var taken = new List<Claiming>();
            while (taken.Count < MostClaims && claims.TryDequeue(out var claim))
            {
                taken.Add(claim);
            }

            isClaiming = taken.Count > 0;
            return taken;
        }
    }

    /// <summary>The keys are this server's again, and its numbers go on behind those of whoever had them.</summary>
    private void Hold(List<Recovered> found)
    {
        lock (gate)
        {
            var last = found.Max(one => one.LastPosition);
            if (last > lastPosition)
            {
                open.Skip(lastPosition + 1, last - lastPosition);
                lastPosition = last;
            }

            lost.ExceptWith(found.Select(one => KeyHash.Of(one.Key.Span)));
        }
    }

    /// <summary>Takes the keys out of both batches and tells everybody who waits for one of them.</summary>
    private void Lose(IReadOnlyList<byte[]> keys)
    {
        List<Pending> dropped;
        lock (gate)
        {
            HashSet<ulong> hashes = [.. keys.Select(key => KeyHash.Of(key))];
            lost.UnionWith(hashes);
            foreach (var hash in hashes)
            {
                unsaved?.Remove(hash);
            }

            dropped = [.. spare.Drop(hashes), .. open.Drop(hashes)];
        }

        dropped.ForEach(one => one.Fail(new KeyLostException()));
    }

    private bool IsLost(ulong hash)
    {
        lock (gate)
        {
            return lost.Contains(hash);
        }
    }

    private long Unsaved(ReadOnlySpan<byte> key)
    {
        var hash = KeyHash.Of(key);
        lock (gate)
        {
            return unsaved!.GetValueOrDefault(hash);
        }
    }

    private IReadOnlyCollection<Snapshot> StillHeld(IReadOnlyCollection<Snapshot> snapshots)
    {
        lock (gate)
        {
            return lost.Count == 0 ? snapshots : [.. snapshots.Where(one => !lost.Contains(KeyHash.Of(one.Key.Span)))];
        }
    }

    private void NoteSaved(IReadOnlyCollection<Snapshot> snapshots)
    {
        if (unsaved is null)
        {
            return;
        }

        lock (gate)
        {
            foreach (var snapshot in snapshots)
            {
                var hash = KeyHash.Of(snapshot.Key.Span);
                if (unsaved.GetValueOrDefault(hash) <= snapshot.Position)
                {
                    unsaved.Remove(hash);
                }
            }
        }
    }
}
