namespace Stations.Model;

/// <summary>How far an alarm that nobody acknowledges has been carried up. Each step tells more people; who they are is not known here.</summary>
public static class Escalation
{
    /// <summary>After how long each step is taken (our engineering defaults).</summary>
    public static TimeSpan[] Steps(AlarmKind kind) => kind.Severity switch
    {
        _ when kind.Remedies.HasFlag(Remedies.Escalate) => AtOnce,
        Severity.Critical => Critical,
        Severity.Major => Major,
        Severity.Minor => Minor,
        _ => [],
    };

    private static readonly TimeSpan[] AtOnce = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];
    private static readonly TimeSpan[] Critical = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];
    private static readonly TimeSpan[] Major = [TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60)];
    private static readonly TimeSpan[] Minor = [TimeSpan.FromHours(8)];

    /// <summary>The number of steps taken. Acknowledging or clearing stops the clock.</summary>
    /// <param name="now">Server time, epoch milliseconds.</param>
    public static int StepOf(Alarm alarm, AlarmKind kind, long now)
    {
        var open = TimeSpan.FromMilliseconds(Math.Min(alarm.Acknowledged?.At ?? now, alarm.ClearedAt ?? now) - alarm.RaisedAt);
        return Array.FindAll(Steps(kind), after => after <= open).Length;
    }
}
