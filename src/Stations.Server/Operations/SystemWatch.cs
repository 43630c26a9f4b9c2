using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Operations;

/// <summary>A part of the server that can be in trouble while the rest goes on.</summary>
/// <param name="Part">Its word in the API, such as journal.</param>
/// <param name="Trouble">What is wrong, for operators; null while all is well.</param>
public sealed record SystemCondition(string Part, Func<string?> Trouble)
{
    /// <summary>While it is in trouble this server is not ready.</summary>
    public bool KeepsPeopleOut { get; init; }
}

/// <summary>Raises one alarm for each part of the server that is in trouble, and takes it back; says both in the log. Tells the alarms how late it is.</summary>
public sealed class SystemWatch(IEnumerable<SystemCondition> conditions, StationBoard board, TimeProvider clock, ILogger<SystemWatch> log) : BackgroundService
{
    private readonly HashSet<string> troubled = new(StringComparer.Ordinal);

    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            board.Alarms.Pass(clock.NowMilliseconds());
            foreach (var condition in conditions)
            {
                var trouble = condition.Trouble();
                board.Alarms.Follow(condition.Part, trouble, clock.NowMilliseconds());
                Say(condition.Part, trouble);
            }
        }
    }

    private void Say(string part, string? trouble)
    {
        if (trouble is null && troubled.Remove(part))
        {
            log.LogInformation("The {Part} is well again", part);
        }
        else if (trouble is not null && troubled.Add(part))
        {
            log.LogError("The {Part} is in trouble and tries again by itself: {Reason}", part, trouble);
        }
    }
}
