namespace Stations.Server.Configuration;

/// <summary>What this process does of the whole. In this edition there is one, and it does everything.</summary>
public sealed record ClusterPlace
{
    public bool RunsGrains { get; } = true;

    public bool ServesPeople { get; } = true;
}
