using System.Collections.Concurrent;
using Stations.Protocol;
using Stations.Server.Outbox;

namespace Stations.Server.Ingest;

/// <summary>
/// Finds out what never came, by the numbers of a node's messages, and asks for its state. What is only late has <see cref="Patience"/>, and up to a second
/// more, another for each node: what was lost at once is not asked for at once.
/// </summary>
public sealed class Gaps(TimeProvider clock, Rebirths rebirths, IngestMetrics metrics)
{
    /// <summary>For reordering (the plan's rule).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(1);

    /// <summary>Nodes whose numbers are looked at; those that come later ask for themselves with their births (our engineering default).</summary>
    public const int MaxNodes = 200_000;

    private readonly ConcurrentDictionary<NodeId, Numbering> nodes = new();

    /// <summary>The same for all connections of a node; null beyond <see cref="MaxNodes"/>.</summary>
    internal Numbering? Of(NodeId node) =>
        nodes.TryGetValue(node, out var known) ? known : nodes.Count < MaxNodes ? nodes.GetOrAdd(node, static _ => new Numbering()) : null;

    /// <summary>A message has come. Not awaited, and cheap: almost always the next one.</summary>
    /// <param name="device">Whose topic it came on; a birth asks for nothing.</param>
    /// <param name="publish">Sends the wish for a birth.</param>
    internal void Note(Numbering numbering, DeviceId? device, ReadOnlySpan<byte> payload, Action<Dispatch> publish)
    {
        if (Numbering.Read(payload) is not { } number)
        {
            return;
        }

        if (device is not { } from)
        {
            numbering.Begin(number);
        }
        else if (numbering.Take(number))
        {
            Wait(numbering, from, publish);
        }
    }

    private void Wait(Numbering numbering, DeviceId device, Action<Dispatch> publish)
    {
        var share = device.NodeId.ToString().Aggregate(17u, (sum, letter) => unchecked(sum * 31 + letter)) % 1000 / 1000.0;
        ITimer? timer = null;
        timer = clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(Patience + Spread * share, Timeout.InfiniteTimeSpan);

        void Look()
        {
            timer!.Dispose();
            if (numbering.GiveUp())
            {
                metrics.CountGap();
                rebirths.Ask(device, publish);
            }
        }
    }
}
