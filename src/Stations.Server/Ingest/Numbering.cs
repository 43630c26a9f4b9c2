using System.Buffers.Text;
using System.Numerics;

namespace Stations.Server.Ingest;

/// <summary>
/// The numbers of one node's messages, +1 over all its topics, as they come. A node is believed to count so once it has done it for a while: firmware that
/// numbers in its own way, or of which another server gets a part, misses nothing here.
/// </summary>
internal sealed class Numbering
{
    /// <summary>So many in a row (our engineering default).</summary>
    public const int Known = 16;

    /// <summary>How far ahead of a missing one others are remembered.</summary>
    public const int Reach = 64;

    /// <summary>Of a message whose number stands further back, nothing is known.</summary>
    private const int HeadBytes = 256;

    private readonly Lock gate = new();
    private long next;
    private int inARow;

    /// <summary>Bit i: what has the number <see cref="next"/> + i has come.</summary>
    private ulong ahead;

    /// <summary>What was missing when somebody began to wait; null while nobody does.</summary>
    private long? missing;

    /// <summary>More than <see cref="Reach"/> at once.</summary>
    private bool isFarBehind;

    /// <summary>The message's own number; null where it says none.</summary>
    public static long? Read(ReadOnlySpan<byte> payload)
    {
        var head = payload[..Math.Min(payload.Length, HeadBytes)];
        var at = head.IndexOf("\"seq\""u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 5)..].TrimStart(" \t\r\n:"u8), out long number, out _) ? number : null;
    }

    /// <summary>A birth: it tells everything, so nothing before it is missing.</summary>
    public void Begin(long number)
    {
        lock (gate)
        {
            (next, ahead, isFarBehind) = (number + 1, 0, false);
        }
    }

    /// <summary>True when something before it has not come and somebody has to <see cref="GiveUp"/> on it after a while.</summary>
    public bool Take(long number)
    {
        lock (gate)
        {
            var distance = number - next;
            if (distance < 0)
            {
                return false;
            }

            if (distance >= Reach || (distance > 0 && inARow < Known))
            {
                isFarBehind |= inARow >= Known;
                (next, ahead, inARow) = (number + 1, 0, 0);
            }
            else
            {
                ahead |= 1UL << (int)distance;
                while ((ahead & 1) != 0)
                {
                    (next, ahead, inARow) = (next + 1, ahead >> 1, Math.Min(inARow + 1, Known));
                }
            }

            if (missing is not null || (ahead == 0 && !isFarBehind))
            {
                return false;
            }

            missing = next;
            return true;
        }
    }

    /// <summary>The time is over; true when what was missing has not come: from now on it is not waited for any more.</summary>
    public bool GiveUp()
    {
        lock (gate)
        {
            var isLost = isFarBehind || (ahead != 0 && next == missing);
            missing = null;
            if (isLost)
            {
                (next, ahead, inARow, isFarBehind) = (next + Reach - BitOperations.LeadingZeroCount(ahead), 0, 0, false);
            }

            return isLost;
        }
    }
}
