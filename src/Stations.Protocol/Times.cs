namespace Stations.Protocol;

/// <summary>Times on the wire are epoch milliseconds UTC.</summary>
public static class Times
{
    private const long From2020 = 1_577_836_800_000;
    private const long Until2100 = 4_102_444_800_000;

    public static bool IsPlausible(long milliseconds) => milliseconds is >= From2020 and < Until2100;

    public static long NowMilliseconds(this TimeProvider clock) => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
