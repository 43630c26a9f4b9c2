using System.Threading.Channels;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Ingest;
using Stations.Server.Live;

namespace Stations.Server.Outbox;

/// <summary>
/// Says devices what they are to be set to, retained, as soon as the board shows it written: all of it once in each run, in case that what was retained is
/// gone, and again what a device that is there does not answer.
/// </summary>
public sealed class Configurator : BackgroundService
{
    /// <summary>Devices that wait to be looked at. What goes over it is looked at in the next round.</summary>
    public const int MaxWaiting = 65_536;

    /// <summary>After so many there is a <see cref="Pause"/>: others have something to say too.</summary>
    public const int MaxAtOnce = 500;

    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How often all devices are looked at.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(60);

    /// <summary>After so long without an answer it is said again (our engineering default).</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly StationBoard board;
    private readonly Intake intake;
    private readonly OutboxMetrics metrics;
    private readonly TimeProvider clock;
    private readonly Channel<DeviceId> waiting = Channel.CreateBounded<DeviceId>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Dictionary<DeviceId, (long Version, long At)> said = [];

    public Configurator(StationBoard board, Intake intake, OutboxMetrics metrics, TimeProvider clock)
    {
        (this.board, this.intake, this.metrics, this.clock) = (board, intake, metrics, clock);
        board.Configured += LookAt;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await await Task.WhenAny(GoRound(stoppingToken), SayAll(stoppingToken));

    private async Task GoRound(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Round, clock);
        do
        {
            foreach (var item in board.Devices)
            {
                if (item.Device.Config?.Desired is not null)
                {
                    LookAt(item.Device.Info.Id);
                }
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private void LookAt(DeviceId device)
    {
        if (!waiting.Writer.TryWrite(device))
        {
            metrics.CountPassedOver();
        }
    }

    private async Task SayAll(CancellationToken stopping)
    {
        var count = 0;
        await foreach (var device in waiting.Reader.ReadAllAsync(stopping))
        {
            if (board.Find(device)?.Device is { Config.Desired: { } desired } shown && IsDue(shown, desired) && Say(device, desired) && ++count % MaxAtOnce == 0)
            {
                await Task.Delay(Pause, clock, stopping);
            }
        }
    }

    private bool IsDue(Device device, DesiredConfig desired) =>
        !said.TryGetValue(device.Info.Id, out var last) || last.Version != desired.Version
        || (device is { Config.State: ConfigState.Pending, Connection: Connection.Online } && clock.NowMilliseconds() - last.At >= Patience.TotalMilliseconds);

    private bool Say(DeviceId device, DesiredConfig desired)
    {
        if (intake.Publish?.Invoke(new Dispatch(device, desired.ToBytes(), IsUrgent: false, Verb: Verb.Desired)) is not true)
        {
            metrics.CountUnreached();
            return false;
        }

        metrics.CountSent();
        said[device] = (desired.Version, clock.NowMilliseconds());
        return true;
    }
}
