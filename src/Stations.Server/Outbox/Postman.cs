using System.Threading.Channels;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Ingest;
using Stations.Server.Live;

namespace Stations.Server.Outbox;

/// <summary>
/// Sends devices their commands, as soon as the board shows them written: also those that an earlier run, or another server, wrote. What it sends twice
/// the device does once. Each time that a command is handed out again it is sent again; what has expired, or what an interlock refuses by now, never is.
/// </summary>
public sealed class Postman : BackgroundService
{
    /// <summary>Devices whose commands wait to be looked at. What goes over it is sent when it is handed out again.</summary>
    public const int MaxWaiting = 65_536;

    private readonly StationBoard board;
    private readonly Intake intake;
    private readonly IGrainFactory grains;
    private readonly OutboxMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ILogger<Postman> log;
    private readonly Channel<DeviceId> waiting = Channel.CreateBounded<DeviceId>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Dictionary<DeviceId, Dictionary<string, int>> sent = [];

    public Postman(StationBoard board, Intake intake, IGrainFactory grains, OutboxMetrics metrics, TimeProvider clock, ILogger<Postman> log)
    {
        (this.board, this.intake, this.grains, this.metrics, this.clock, this.log) = (board, intake, grains, metrics, clock, log);
        board.Commanded += device =>
        {
            if (!waiting.Writer.TryWrite(device))
            {
                metrics.CountPassedOver();
            }
        };
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            SendAll();
        }
    }

    /// <summary>Whatever waits now. Not safe from two threads.</summary>
    internal void SendAll()
    {
        while (waiting.Reader.TryRead(out var device))
        {
            if (board.Find(device)?.Device is { } shown)
            {
                Send(shown);
            }
        }
    }

    private void Send(Device device)
    {
        var open = device.Commands?.Open ?? [];
        var before = sent.GetValueOrDefault(device.Info.Id);
        var after = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var command in open)
        {
            var attempts = before?.GetValueOrDefault(command.Id) ?? 0;
            if (attempts < command.Attempts)
            {
                attempts = command.Attempts;
                Send(device, command);
            }

            after[command.Id] = attempts;
        }

        if (after.Count > 0)
        {
            sent[device.Info.Id] = after;
        }
        else
        {
            sent.Remove(device.Info.Id);
        }
    }

    private void Send(Device device, Command command)
    {
        if (!CommandRules.MayLeave(device, command, clock.NowMilliseconds()))
        {
            return;
        }

        if (intake.Publish?.Invoke(Dispatch.Of(device, command)) is not true)
        {
            metrics.CountUnreached();
            return;
        }

        metrics.CountSent();
        if (command.State == CommandState.Queued)
        {
            _ = Tell(device.Info.Id, command.Id);
        }
    }

    /// <summary>Nothing waits for it: a command that is not known to be sent is sent again, which does no harm.</summary>
    private async Task Tell(DeviceId device, string command)
    {
        try
        {
            await grains.GetGrain<IDeviceGrain>(device.ToString()).Sent(command);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            log.LogDebug(error, "Nobody could be told that {Command} was sent to {Device}", command, device);
        }
    }
}
