using System.Runtime.InteropServices;
using Stations.Protocol;

namespace Stations.Server.History;

/// <summary>A message that was understood.</summary>
/// <param name="At">When it counts, epoch milliseconds.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Told(long At, string Boot, long Seq, bool Late, Sample[] Samples);

public sealed partial class HistoryReader
{
    /// <summary>The device's last messages from <paramref name="from"/> and before <paramref name="to"/>, the newest first.</summary>
    public List<Told> ReadMessages(ReadOnlyMemory<byte> key, long from, long to, int most)
    {
        var messages = new List<Told>();
        var parser = new ReadingParser();
        var unsorted = raw.Unsorted(key, follower.Followed.Of(key));
        foreach (var hour in Hours(Resolution.Raw, from, to).Reverse())
        {
            foreach (var record in Enumerable.Reverse(raw.Read(key, hour, unsorted)))
            {
                if (record.At >= from && record.At < to && parser.TryParse(record.Payload.Span, out _, out _))
                {
                    messages.Add(new(record.At, parser.Reading.Boot, parser.Reading.Seq, record.Late, parser.Reading.Samples.ToArray()));
                }

                if (messages.Count == most)
                {
                    return messages;
                }
            }
        }

        return messages;
    }
}
