using System.Text;
using Stations.EndToEnd.Running;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;

namespace Stations.EndToEnd;

/// <summary>Acknowledged means durable, for subscribers too: also those who are away while the server is killed.</summary>
public sealed class KeptMessagesTests
{
    private const int Publishers = 4;
    private const int Seed = 20_262;
    private const string Node = "wn/1/kept/n-1";

    private static readonly string[] Subscription = ["-c", "-i", "away", "-V", "311", "-q", "2", "-t", $"{Node}/+/cmd"];

    [Fact]
    public async Task An_absent_subscriber_gets_everything_that_was_acknowledged_however_often_the_server_was_killed()
    {
        var mosquittoSub = Tools.Need("mosquitto_sub");
        await using var server = await ServerProcess.Open();
        string[] where = ["-h", "127.0.0.1", "-p", $"{server.MqttPort}", .. Subscription];
        await ChildProcess.Run(mosquittoSub, [.. where, "-E"]);

        var dice = new Random(Seed);
        var sent = new List<Sent>();
        for (var round = 1; round <= 3; round++)
        {
            sent.Add(await Cut(server, round, enough: dice.Next(20, 200)));
            await server.Start();
        }

        await using (var last = await server.Connect())
        {
            // With QoS 2, so that no earlier message of QoS 2 is still on its way when it is there.
            Assert.Equal(ReasonCode.Success, await last.PublishAsync($"{Node}/cab/cmd", Encoding.UTF8.GetBytes("last"), QoS.ExactlyOnce));
        }

        await using var subscriber = ChildProcess.Start(mosquittoSub, where);
        await subscriber.Line(line => line == "last", "the last message");
        var got = subscriber.Output.Split('\n').ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], sent.SelectMany(one => one.Acknowledged).Except(got, StringComparer.Ordinal));
        Assert.Equal(got.Count, subscriber.Lines);

        var retained = await ChildProcess.Run(mosquittoSub, "-h", "127.0.0.1", "-p", $"{server.MqttPort}", "-t", $"{Node}/cab/desired", "-C", "1");
        Assert.InRange(int.Parse(retained), sent[^1].Retained, sent[^1].Retained + 1);
    }

    /// <summary>Publishes until enough is acknowledged, then kills the server in the middle of it.</summary>
    private static async Task<Sent> Cut(ServerProcess server, int round, int enough)
    {
        var sent = new Sent(enough);
        var clients = await Task.WhenAll(Enumerable.Range(0, Publishers + 1).Select(_ => server.Connect()));
        var publishing = clients.Skip(1).Select((client, number) => sent.Publish(client, $"{Node}/cab/cmd", $"{round}-{number}"))
            .Append(sent.Retain(clients[0], $"{Node}/cab/desired", round)).ToArray();
        await Task.WhenAny(sent.Enough, Task.WhenAll(publishing)).WaitAsync(Watched.Patience, TestContext.Current.CancellationToken);
        Assert.True(sent.Enough.IsCompleted, "The connections ended before the server was killed.");
        await server.Kill();
        await Task.WhenAll(publishing).WaitAsync(Watched.Patience, TestContext.Current.CancellationToken);
        return sent;
    }

    /// <summary>What the server has acknowledged in one of its lives.</summary>
    private sealed class Sent(int enough)
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<string> acknowledged = [];

        public Task Enough => reached.Task;

        public IReadOnlyList<string> Acknowledged => acknowledged;

        /// <summary>The last retained number.</summary>
        public int Retained { get; private set; }

        /// <summary>Until the connection ends; QoS 1 and 2 in turn.</summary>
        public Task Publish(MqttClient client, string topic, string name) => UntilEnd(async number =>
        {
            var text = $"{name}-{number}";
            Assert.Equal(ReasonCode.Success, await client.PublishAsync(topic, Encoding.UTF8.GetBytes(text), number % 2 == 0 ? QoS.AtLeastOnce : QoS.ExactlyOnce));
            lock (acknowledged)
            {
                acknowledged.Add(text);
                if (acknowledged.Count == enough)
                {
                    reached.SetResult();
                }
            }
        });

        public Task Retain(MqttClient client, string topic, int round) => UntilEnd(async number =>
        {
            var next = (round * 1_000_000) + number;
            Assert.False((await client.PublishAsync(topic, Encoding.UTF8.GetBytes($"{next}"), retain: true)).IsFailure());
            Retained = next;
        });

        private static async Task UntilEnd(Func<int, Task> publish)
        {
            try
            {
                for (var number = 1; ; number++)
                {
                    await publish(number);
                }
            }
            catch (MqttClientException)
            {
                // The server was killed.
            }
        }
    }
}
