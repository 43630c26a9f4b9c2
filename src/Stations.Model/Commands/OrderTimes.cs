namespace Stations.Model;

/// <summary>When time changes something about a command.</summary>
public static class OrderTimes
{
    /// <summary>After so long without its last word it is sent again (our engineering default).</summary>
    public static readonly TimeSpan Repeat = TimeSpan.FromSeconds(2);

    /// <summary>How long after its end a device may take to say what became of it (our engineering default).</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How wrong a clock may be that counts as right. A lease is shorter by this on the wire.</summary>
    public static readonly TimeSpan ClockSlack = TimeSpan.FromSeconds(1);

    /// <summary>From then on the device's silence about it is final.</summary>
    internal static long AnsweredBy(Order order) => order.ExpiresAt + (long)Grace.TotalMilliseconds;

    /// <summary>From then on it is final that nothing shows.</summary>
    internal static long SeenBy(Order order) => order.IsStop ? Math.Max(order.ExpiresAt, order.HandedOutAt + order.EffectWithin) : order.ChangedAt + order.EffectWithin;

    /// <summary>When it is to be sent again; null when it is not.</summary>
    internal static long? RepeatAt(Order order) =>
        order.Attempts > 0 && (!order.IsFinal || (order.IsStop && order.Effect == Effect.Awaited))
        && order.HandedOutAt + (long)Repeat.TotalMilliseconds is var at && at < order.ExpiresAt ? at : null;

    internal static long DueAt(Order order)
    {
        var end = order.State == OrderState.Queued ? order.ExpiresAt : order.IsFinal ? SeenBy(order) : AnsweredBy(order);
        return Math.Min(end, RepeatAt(order) ?? long.MaxValue);
    }
}
