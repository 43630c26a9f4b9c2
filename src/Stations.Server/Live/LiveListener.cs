namespace Stations.Server.Live;

/// <summary>One client's place in the frames. Register first, take the snapshot then: nothing falls between.</summary>
public sealed class LiveListener(LiveFrames frames, long number, long sequence) : IDisposable
{
    private long number = number;

    /// <summary>The last change before this listener; a snapshot taken now holds it.</summary>
    public long Sequence { get; private set; } = sequence;

    /// <summary>Goes back to the place after <paramref name="lastSequence"/>; false when what lies between is forgotten.</summary>
    public bool TryResume(long lastSequence)
    {
        if (frames.FrameBefore(lastSequence) is not { } before)
        {
            return false;
        }

        (number, Sequence) = (before, lastSequence);
        return true;
    }

    /// <summary>Waits for the next changes; null when this listener fell too far behind and needs a snapshot (listen anew).</summary>
    public async Task<IReadOnlyList<Frame>?> Next(CancellationToken cancellation)
    {
        await frames.Next(number).WaitAsync(cancellation);
        var since = frames.Since(number);
        if (since is { Count: > 0 })
        {
            number = since[^1].Number;
        }

        return since;
    }

    public void Dispose() => frames.Leave();
}
