using System.Net.Http.Json;
using Stations.EndToEnd.Running;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;

namespace Stations.EndToEnd;

/// <summary>Acknowledged means durable, whenever the server is killed.</summary>
public sealed class PowerCutTests
{
    private const int Cabinets = 50;
    private const int Connections = 5;
    private const int Seed = 20_261;

    [Fact]
    public async Task What_was_acknowledged_is_back_after_kill_9_under_load()
    {
        await using var server = await ServerProcess.Started("--Mqtt:Anonymous=true", "--Enrolment:Auto=true");
        var dice = new Random(Seed);
        for (var round = 1; round <= 5; round++)
        {
            var enough = dice.Next(200, 2500);
            var reporters = await Cut(server, round, enough);
            await server.Start();

            var page = await server.Http.GetFromJsonAsync<DevicePage>(new Uri($"/api/v1/devices?district=cut&limit={Cabinets}", UriKind.Relative), TestContext.Current.CancellationToken);
            var devices = page!.Devices.ToDictionary(device => device.Id, StringComparer.Ordinal);
            foreach (var reporter in reporters)
            {
                reporter.CheckAgainst(devices[reporter.Cabinet.Id], $"round {round}, killed after {enough} acknowledgements (seed {Seed})");
            }
        }
    }

    /// <summary>Lets the cabinets report beside a load, and kills the server after <paramref name="enough"/> acknowledgements.</summary>
    private static async Task<Reporter[]> Cut(ServerProcess server, int round, int enough)
    {
        await using var load = ChildProcess.StartDotnet(
            Built.Simulators, "load", "--port", $"{server.MqttPort}", "--devices", "400", "--connections", "20", "--rate", "2000", "--duration", "5m");
        await using (var stream = await server.Stream("district=load-1&include=devices"))
        {
            await stream.Changed(0, changes => changes.Count > 400, "the load's telemetry");
        }

        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acknowledged = 0;
        void Count()
        {
            if (Interlocked.Increment(ref acknowledged) == enough)
            {
                reached.TrySetResult();
            }
        }

        var clients = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => server.Connect(new MqttClientOptions { ConnectTimeout = Watched.Patience })));
        var reporters = Enumerable.Range(0, Cabinets).Select(number => new Reporter(clients[number % Connections], number, round)).ToArray();
        await Task.WhenAll(reporters.Select(reporter => reporter.IsBorn()));
        var reporting = reporters.Select(reporter => reporter.Report(Count)).ToArray();
        await Task.WhenAny(reached.Task, Task.WhenAll(reporting)).WaitAsync(Watched.Patience, TestContext.Current.CancellationToken);
        Assert.True(reached.Task.IsCompleted, "The connections ended before the server was killed.");
        await server.Kill();
        await Task.WhenAll(reporting).WaitAsync(Watched.Patience, TestContext.Current.CancellationToken);
        return reporters;
    }

    /// <summary>One cabinet whose meter counts its messages; it knows the last that was acknowledged and the last that was sent.</summary>
    private sealed class Reporter(MqttClient client, int number, int round)
    {
        private int sent;
        private int acknowledged;

        public Cabinet Cabinet { get; } = new("cut", $"n-{number}", $"s-{number / 10}", $"round-{round}");

        /// <summary>With an empty meter.</summary>
        public async Task IsBorn() => Assert.Equal(ReasonCode.Success, await client.PublishAsync(Cabinet.BirthTopic, Cabinet.Birth()));

        /// <summary>Until the connection ends.</summary>
        public async Task Report(Action count)
        {
            try
            {
                while (true)
                {
                    sent++;
                    var state = Cabinet.Telemetry($"\"energy_kwh\":{sent},\"slot.01.present\":{(IsFree(sent) ? "false" : "true")}");
                    Assert.Equal(ReasonCode.Success, await client.PublishAsync(Cabinet.TelemetryTopic, state));
                    acknowledged = sent;
                    count();
                }
            }
            catch (MqttClientException)
            {
                // The server was killed.
            }
        }

        public void CheckAgainst(DeviceSeen device, string when)
        {
            var meter = device.Values.TryGetValue("energy_kwh", out var value) ? value.GetInt32() : 0;
            Assert.True(meter >= acknowledged && meter <= sent, $"{when}: {device.Id} shows {meter}; {acknowledged} was acknowledged and {sent} sent");
            Assert.Equal(IsFree(meter) ? "FREE" : "OCCUPIED", device.Slots![0].Use);
        }

        private static bool IsFree(int meter) => meter % 2 == 0;
    }
}
