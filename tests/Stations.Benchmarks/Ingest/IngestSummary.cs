using Stations.Benchmarks.Load;

namespace Stations.Benchmarks.Ingest;

/// <param name="PerCpuSecond">Acknowledged messages per second of the server's user and system time.</param>
/// <param name="PerSecond">Acknowledged messages per second.</param>
/// <param name="Cores">How much of its core the server used.</param>
/// <param name="Void">Why the figure must not be used; null when all is well.</param>
internal sealed record IngestRound(int Round, string Shape, string Peer, double PerCpuSecond, double PerSecond, double Cores, long Acknowledged, string? Void)
{
    /// <param name="applied">How many messages the peer says to have applied; null if it keeps no such count.</param>
    public static IngestRound Of(int round, LoadShape shape, string peer, LoadResult result, long? applied) => new(
        round,
        shape.Name,
        peer,
        result.Measured / result.CpuSeconds,
        result.Measured / result.Seconds,
        result.CpuSeconds / result.Seconds,
        result.Acknowledged,
        Why(result, applied));

    private static string? Why(LoadResult result, long? applied) => (result, applied) switch
    {
        ({ Unacknowledged: > 0 and var open }, _) => $"{open} messages were not acknowledged within {Loader.Patience.TotalSeconds} s",
        (_, { } count) when count != result.Acknowledged => $"{result.Acknowledged} messages were acknowledged but {count} applied",
        _ => null,
    };
}

/// <param name="PerCpuSecond">The median of the rounds.</param>
/// <param name="Ratio">To the reference, in the same shape.</param>
internal sealed record IngestFigure(string Shape, string Peer, double PerCpuSecond, double PerSecond, double Ratio);

/// <param name="NotDurable">Devices whose last acknowledged value was not there after SIGKILL and a restart.</param>
internal sealed record IngestSummary(IReadOnlyList<IngestFigure> Figures, IReadOnlyList<IngestRound> Rounds, int Devices, int NotDurable)
{
    public bool IsValid => NotDurable == 0 && Rounds.All(round => round.Void is null);

    /// <param name="reference">The peer that the others are compared with.</param>
    public static IngestSummary Of(IReadOnlyList<IngestRound> rounds, string reference, int devices, int notDurable)
    {
        // Round 0 warms up: a server that runs for months is not judged by its first seconds.
        var medians = rounds
            .Where(round => round.Round > 0)
            .GroupBy(round => (round.Shape, round.Peer))
            .Select(group => (group.Key.Shape, group.Key.Peer, Cpu: Medians.Of(group.Select(one => one.PerCpuSecond)), Wall: Medians.Of(group.Select(one => one.PerSecond))))
            .ToArray();
        var figures = medians.Select(one => new IngestFigure(
            one.Shape, one.Peer, one.Cpu, one.Wall, one.Cpu / medians.Single(other => other.Shape == one.Shape && other.Peer == reference).Cpu));
        return new([.. figures], rounds, devices, notDurable);
    }
}
