namespace Stations.Model;

/// <summary>When time changes something about a command.</summary>
public static class CommandTimes
{
    /// <summary>After so long without its last word it is sent again (our engineering default).</summary>
    public static readonly TimeSpan Repeat = TimeSpan.FromSeconds(2);

    /// <summary>How long after its end a device may take to say what became of it (our engineering default).</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How wrong a clock may be that counts as right. A lease is shorter by this on the wire.</summary>
    public static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(1);

    /// <summary>From then on the device's silence about it is final.</summary>
    internal static long AnsweredBy(Command command) => command.ExpiresAt + (long)Grace.TotalMilliseconds;

    /// <summary>From then on it is final that nothing shows.</summary>
    internal static long SeenBy(Command command) => command.IsStop ? Math.Max(command.ExpiresAt, command.HandedOutAt + command.EffectWithin) : command.ChangedAt + command.EffectWithin;

    /// <summary>When it is to be sent again; null when it is not.</summary>
    internal static long? RepeatAt(Command command) =>
        command.Attempts > 0 && (!command.IsFinal || (command.IsStop && command.Effect == Effect.Awaited))
        && command.HandedOutAt + (long)Repeat.TotalMilliseconds is var at && at < command.ExpiresAt ? at : null;

    internal static long DueAt(Command command)
    {
        var end = command.State == CommandState.Queued ? command.ExpiresAt : command.IsFinal ? SeenBy(command) : AnsweredBy(command);
        return Math.Min(end, RepeatAt(command) ?? long.MaxValue);
    }
}
