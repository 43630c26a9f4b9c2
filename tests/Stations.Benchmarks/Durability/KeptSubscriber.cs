using System.Text.Json;

namespace Stations.Benchmarks.Durability;

/// <summary>Receives at QoS 2 in a session that the server keeps, also what was published while nobody was there.</summary>
internal sealed class KeptSubscriber(int port)
{
    private readonly Dictionary<long, int> times = [];
    private readonly HashSet<int> unreleased = [];
    private bool subscribed;

    /// <summary>How many different numbers have come.</summary>
    public int Count => times.Count;

    public long Twice => times.Values.Count(count => count > 1);

    public long Lost(long taken) => taken - times.Keys.Count(number => number <= taken);

    /// <summary>Returns once the session has its subscription.</summary>
    public async Task<KeptLink> Connect(CancellationToken cancellation)
    {
        var link = await KeptLink.Open(port, "cut-subscriber", known: subscribed, cancellation);
        if (!subscribed)
        {
            await link.Send(KeptLink.Subscribe, [0, 1, .. KeptLink.Text(KeptPublisher.Topic), 2]);
            subscribed = (await link.Read()) is (KeptLink.Subscribed, [0, 1, 2]) ? true : throw new BenchmarkException("The server refused the subscription.");
        }

        return link;
    }

    /// <summary>Until the connection ends, or there is enough.</summary>
    public async Task Run(KeptLink link, Func<bool> enough)
    {
        using (link)
        {
            try
            {
                while (!enough())
                {
                    var (first, body) = await link.Read();
                    if (first == KeptLink.Release)
                    {
                        unreleased.Remove(KeptLink.NumberIn(body));
                        await link.Send(KeptLink.Completed, body);
                    }
                    else
                    {
                        await link.Send(KeptLink.Received, KeptLink.Number(Take(body)));
                    }
                }
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // The server was killed.
            }
        }
    }

    private int Take(byte[] body)
    {
        var topic = 2 + KeptLink.NumberIn(body);
        var packetId = KeptLink.NumberIn(body.AsSpan(topic));
        if (unreleased.Add(packetId))
        {
            using var message = JsonDocument.Parse(body.AsMemory(topic + 2));
            var number = message.RootElement.GetProperty("d").GetProperty(CutDevice.Field).GetInt64();
            times[number] = times.GetValueOrDefault(number) + 1;
        }

        return packetId;
    }
}
