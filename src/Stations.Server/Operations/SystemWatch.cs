using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Operations;

/// <summary>A part of the server that can be in trouble while the rest goes on.</summary>
/// <param name="Part">Its word in the API, such as journal.</param>
/// <param name="Trouble">What is wrong, for operators; null while all is well.</param>
public sealed record SystemCondition(string Part, Func<string?> Trouble);

/// <summary>Raises one alarm for each part of the server that is in trouble, and takes it back.</summary>
public sealed class SystemWatch(IEnumerable<SystemCondition> conditions, StationBoard board, TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var condition in conditions)
            {
                board.Alarms.Follow(condition.Part, condition.Trouble(), clock.NowMilliseconds());
            }
        }
    }
}
