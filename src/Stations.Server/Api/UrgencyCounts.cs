using Stations.Model;

namespace Stations.Server.Api;

/// <summary>How many devices need a person how much.</summary>
public sealed record UrgencyCounts(int Safety, int Fault, int Offline, int Stale, int Attention, int Ok, int Aside)
{
    /// <param name="counts">By <see cref="Urgency"/>.</param>
    internal static UrgencyCounts Of(int[] counts) => new(
        counts[(int)Urgency.Safety],
        counts[(int)Urgency.Fault],
        counts[(int)Urgency.Offline],
        counts[(int)Urgency.Stale],
        counts[(int)Urgency.Attention],
        counts[(int)Urgency.Ok],
        counts[(int)Urgency.Aside]);
}
