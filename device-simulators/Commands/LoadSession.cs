using System.Globalization;
using System.Net.Sockets;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;

namespace DeviceSimulators.Commands;

/// <summary>One load: connections, then births, then telemetry that is sent when it is due (open loop).</summary>
public sealed partial class LoadSession(LoadPlan plan, Endpoint endpoint, TimeProvider wall)
{
    private const int MaxOutstanding = 200_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(1);

    private readonly MqttClient[] clients = new MqttClient[plan.Connections];
    private readonly Tally tally = new();
    private readonly Latencies latencies = new();
    private string phase = "connecting";
    private long telemetry;
    private long outstanding;
    private TimeSpan sending;

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await ConnectAsync(ct);
            var boot = string.Create(CultureInfo.InvariantCulture, $"load-{wall.NowMilliseconds():x}");
            var devices = Enumerable.Range(0, plan.Devices).Select(number => new LoadDevice(number, boot)).ToArray();
            await SendBirthsAsync(devices, ct);
            await SendTelemetryAsync(devices, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            tally.Problem("stopped early");
        }
        catch (Exception error) when (error is MqttClientException or SocketException or TimeoutException)
        {
            tally.Problem(error.Message);
        }

        phase = "waiting for acknowledgements";
        await QuietAsync();
        await Task.WhenAll(clients.Where(client => client is not null).Select(client => client.DisconnectAsync()));
        await QuietAsync();
        phase = "done";
    }

    private Task ConnectAsync(CancellationToken ct) =>
        Parallel.ForAsync(0, plan.Connections, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (number, stop) =>
        {
            var options = endpoint.Options($"load-{wall.NowMilliseconds():x}-{number}", wall) with { MaxInFlight = plan.Window };
            var client = await MqttClient.ConnectAsync(options, stop);
            clients[number] = client;
            tally.Connect();
            _ = client.Disconnected.ContinueWith(_ => tally.Disconnect(), TaskScheduler.Default);
        });

    private async Task SendBirthsAsync(LoadDevice[] devices, CancellationToken ct)
    {
        phase = "births";
        await Parallel.ForAsync(0, devices.Length, new ParallelOptions { MaxDegreeOfParallelism = 256, CancellationToken = ct }, async (number, _) =>
        {
            tally.Birth();
            await DeliverAsync(number, devices[number].BirthTopic, devices[number].Birth(wall.NowMilliseconds()), QoS.AtLeastOnce, due: null);
        });
    }

    private async Task SendTelemetryAsync(LoadDevice[] devices, CancellationToken ct)
    {
        phase = "telemetry";
        var total = (long)(plan.Rate * plan.Duration.TotalSeconds);
        var began = wall.GetTimestamp();
        using var pulse = new PeriodicTimer(Pulse, wall);
        for (long next = 0; next < total;)
        {
            await pulse.WaitForNextTickAsync(ct);
            sending = wall.GetElapsedTime(began);
            for (var due = Math.Min(total, (long)(sending.TotalSeconds * plan.Rate)); next < due; next++)
            {
                if (Interlocked.Read(ref outstanding) >= MaxOutstanding)
                {
                    tally.Lose(1);
                    tally.Problem($"the server was {MaxOutstanding} messages behind; what was due then was not sent");
                    continue;
                }

                var number = (int)(next % devices.Length);
                var dueAt = began + (long)(next / (double)plan.Rate * wall.TimestampFrequency);
                telemetry++;
                _ = DeliverAsync(number, devices[number].TelemetryTopic, devices[number].Telemetry(wall.NowMilliseconds()), (QoS)plan.Qos, dueAt);
            }
        }
    }

    /// <param name="due">Timestamp at which the message should have left; waiting for our own turn counts as latency.</param>
    private async Task DeliverAsync(int device, string topic, ReadOnlyMemory<byte> payload, QoS qos, long? due)
    {
        tally.Send();
        Interlocked.Increment(ref outstanding);
        try
        {
            var client = clients[device % plan.Connections];
            var reason = await client.PublishAsync(topic, payload, qos);
            if (qos == QoS.AtMostOnce)
            {
                tally.Lose(client.Disconnected.IsCompleted ? 1 : 0);
                return;
            }

            tally.Answer(topic, reason);
            if (due is { } timestamp)
            {
                latencies.Add(wall.GetElapsedTime(timestamp));
            }
        }
        catch (MqttClientException error)
        {
            tally.Lose(1);
            tally.Problem(error.Message);
        }
        finally
        {
            Interlocked.Decrement(ref outstanding);
        }
    }

    private async Task QuietAsync()
    {
        using var pulse = new PeriodicTimer(Pulse, wall);
        var began = wall.GetTimestamp();
        while (Interlocked.Read(ref outstanding) > 0 && wall.GetElapsedTime(began) < Patience)
        {
            await pulse.WaitForNextTickAsync();
        }
    }
}
