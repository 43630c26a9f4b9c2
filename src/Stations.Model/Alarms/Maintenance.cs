namespace Stations.Model;

/// <summary>Somebody works on the appliance: it is not offered, and its alarms, but for what only a person ends, are quiet.</summary>
/// <param name="Until">It ends by itself then, server time in epoch milliseconds.</param>
public sealed record Maintenance(Signature Begun, long Until, string? Text)
{
    /// <summary>Whoever needs longer begins another (our engineering default).</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);
}
