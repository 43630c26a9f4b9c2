namespace Stations.Server.Reports;

/// <summary>How much riders may report.</summary>
/// <param name="PerAddress">Reports from one address (IPv6: from its /64) and minute; 0: unlimited.</param>
/// <param name="PerThing">Reports of one appliance, or of one station itself, and minute; 0: unlimited.</param>
/// <param name="PhotoBytes">All photos together; the oldest of what is closed make room.</param>
public sealed record ReportOptions(int PerAddress, int PerThing, long PhotoBytes)
{
    /// <summary>Our engineering defaults.</summary>
    public static ReportOptions Default { get; } = new(PerAddress: 10, PerThing: 30, PhotoBytes: 64L * 1024 * 1024);
}
