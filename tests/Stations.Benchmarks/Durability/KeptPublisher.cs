using System.Globalization;
using System.Text;

namespace Stations.Benchmarks.Durability;

/// <summary>Publishes 1, 2, 3 … at QoS 2, one at a time, and finishes after each death of the server what it had begun.</summary>
internal sealed class KeptPublisher(int port, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(12);

    private long sent;
    private long completed;

    public static string Topic => $"wn/1/{CutDevice.District}/once/cab/tele";

    /// <summary>The last number that the server took over.</summary>
    public long Taken { get; private set; }

    /// <summary>Until the connection ends; or, once it need not go on, until all is completed.</summary>
    public async Task Run(KeptLink link, Func<bool> goOn)
    {
        using (link)
        {
            try
            {
                var again = completed < sent;
                while (again || goOn())
                {
                    if (!again)
                    {
                        await Task.Delay(Pause, clock);
                        sent++;
                    }

                    await Deliver(link, again);
                    again = false;
                }
            }
            catch (IOException)
            {
                // The server was killed.
            }
        }
    }

    public Task<KeptLink> Connect(CancellationToken cancellation) => KeptLink.Open(port, "cut-publisher", known: sent > 0, cancellation);

    private async Task Deliver(KeptLink link, bool again)
    {
        var packetId = (int)(sent % 65_535) + 1;
        if (Taken < sent)
        {
            await link.Send(
                (byte)(KeptLink.PublishOnce | (again ? KeptLink.Duplicate : 0)),
                [.. KeptLink.Text(Topic), .. KeptLink.Number(packetId), .. Encoding.UTF8.GetBytes(Payload(sent))]);
        }
        else
        {
            await link.Send(KeptLink.Release, KeptLink.Number(packetId));
        }

        while (completed < sent)
        {
            var (first, body) = await link.Read();
            switch (first)
            {
                case KeptLink.Received when KeptLink.NumberIn(body) == packetId:
                    Taken = sent;
                    await link.Send(KeptLink.Release, body);
                    break;
                case KeptLink.Completed when KeptLink.NumberIn(body) == packetId:
                    completed = sent;
                    break;
                default:
                    throw new BenchmarkException($"The server answered message {packetId} with {first:X2} {Convert.ToHexString(body)}.");
            }
        }
    }

    private static string Payload(long number) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"v":1,"boot":"1","seq":{{number}},"ts":1700000000000,"d":{"{{CutDevice.Field}}":{{number}} } }""");
}
