using System.Text;
using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt;

/// <summary>One crash at every place where there can be one, between a publisher and a subscriber that follow MQTT to the letter.</summary>
public sealed class KeptCrashTests
{
    private const MqttVersion Version = MqttVersion.V311;

    private static readonly string[] Texts = ["one", "two", "three"];

    [Theory]
    [InlineData(QoS.AtLeastOnce)]
    [InlineData(QoS.ExactlyOnce)]
    public async Task Whichever_append_a_crash_comes_after_every_message_arrives_and_with_QoS_2_once(QoS qos)
    {
        bool crashed = true;
        for (int appends = 0; crashed; appends++)
        {
            (var got, crashed) = await RunAsync(qos, appends);
            Assert.True(got.Distinct(StringComparer.Ordinal).SequenceEqual(Texts), $"crash after {appends} appends: {string.Join(' ', got)}");
            Assert.True(qos == QoS.AtLeastOnce || got.Count == Texts.Length, $"crash after {appends} appends: {string.Join(' ', got)}");
        }
    }

    /// <summary>What the subscriber got until the publisher was done and it had the last one, and whether there was a crash.</summary>
    private static async Task<(List<string> Got, bool Crashed)> RunAsync(QoS qos, int appends)
    {
        await using var kept = new KeptEndpoint();
        var raw = await kept.EnterAsync("sub", Version, expectSession: false);
        await raw.SendAsync(new SubscribePacket(1, [new Subscription("a", QoS.ExactlyOnce)]), Version);
        await raw.ReadAsync();
        var publisher = await kept.EnterAsync("pub", Version, expectSession: false);
        var store = kept.Store;
        var line = new Line(kept);
        store.DieAfter(appends);
        var got = SubscribeAsync(raw, line);
        var all = Task.WhenAll(PublishAsync(publisher, line, qos), got);
        bool crashed = await Task.WhenAny(store.Died, all).Expect("the end or the crash") == store.Died;
        if (crashed)
        {
            var old = kept.Host;
            kept.Crash();
            line.IsUp.SetResult();
            await old.Endpoint.StopAsync().Expect("the end of what crashed");
        }

        await all.Expect($"all messages, with a crash after {appends} appends");
        return (await got, crashed);
    }

    private static async Task PublishAsync(RawClient client, Line line, QoS qos)
    {
        for (ushort id = 1; id <= Texts.Length; id++)
        {
            bool isRepeated = false, isReleased = false;
            while (true)
            {
                byte[] next = isReleased ? [0x62, 2, 0, (byte)id] : RawClient.Publish("a", qos, id, Version, Texts[id - 1], isRepeated);
                byte[] answer = await client.TrySendAsync(next) ? await client.ReadAsync() : [];
                if (answer.Length == 0)
                {
                    client = await line.ReconnectAsync("pub");
                    isRepeated = true;
                }
                else if (answer[0] == 0x50)
                {
                    isReleased = true;
                }
                else
                {
                    break;
                }
            }
        }
    }

    private static async Task<List<string>> SubscribeAsync(RawClient client, Line line)
    {
        var got = new List<string>();
        var received = new HashSet<byte>();
        while (true)
        {
            byte[] packet = await client.ReadAsync();
            switch (packet)
            {
                case []:
                    client = await line.ReconnectAsync("sub");
                    break;
                case [0x62, _, _, var id]:
                    received.Remove(id);
                    await client.TrySendAsync([0x70, 2, 0, id]);
                    if (got[^1] == Texts[^1])
                    {
                        return got;
                    }

                    break;
                default:
                    bool isOnce = (packet[0] & 4) != 0;
                    if (!isOnce || received.Add(packet[6]))
                    {
                        got.Add(Encoding.UTF8.GetString(packet.AsSpan(7)));
                    }

                    await client.TrySendAsync([(byte)(isOnce ? 0x50 : 0x40), 2, 0, packet[6]]);
                    if (!isOnce && got[^1] == Texts[^1])
                    {
                        return got;
                    }

                    break;
            }
        }
    }

    /// <summary>The way back to the server after the crash.</summary>
    private sealed record Line(KeptEndpoint Kept)
    {
        public TaskCompletionSource IsUp { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<RawClient> ReconnectAsync(string clientId)
        {
            await IsUp.Task.Expect("the restart");
            return await Kept.EnterAsync(clientId, Version);
        }
    }
}
