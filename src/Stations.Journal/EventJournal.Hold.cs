namespace Stations.Journal;

/// <summary>
/// Whoever appends for many at a time says so, and all of it gets into one commit. Taken in the midst, the batch would split what one connection sent:
/// it is answered in two pieces, sends its next in two, and under full load pieces become smaller and writes to sockets more, until they cost more
/// than anything else.
/// </summary>
public sealed partial class EventJournal
{
    /// <summary>Some 500 messages' time. A batch is taken then whoever holds it: of a longer round a few connections' messages are split.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromMilliseconds(2);

    [ThreadStatic]
    private static EventJournal? held;

    private int holders;

    /// <summary>How often the batch must be released before the writer takes it; 0 while it does not wait for that.</summary>
    private int awaited;

    /// <summary>
    /// This thread is about to append, and does not wait for any of it before <see cref="ReleaseBatch"/>: until then the open batch is not taken, for
    /// at most 2 ms, and what the thread appends wakes nobody.
    /// </summary>
    public void HoldBatch()
    {
        held = this;
        lock (gate)
        {
            holders++;
        }
    }

    /// <summary>On the thread that held.</summary>
    public void ReleaseBatch()
    {
        held = null;
        lock (gate)
        {
            holders--;
            if (awaited > 0 && --awaited == 0)
            {
                Monitor.Pulse(gate);
            }
            else if (!open.IsEmpty)
            {
                Wake();
            }
        }
    }

    /// <summary>With the gate held. Several hold in turn without a pause: each of those that do now is waited for, not for a moment when nobody does.</summary>
    private void AwaitRelease()
    {
        awaited = closed ? 0 : holders;
        if (awaited > 0)
        {
            Monitor.Wait(gate, LongestHold);
            awaited = 0;
        }
    }
}
