namespace Stations.Server.Configuration;

/// <summary>What this process does of the whole. In this edition there is one, and it does everything.</summary>
public sealed record ClusterPlace
{
    /// <summary>It is alone in its database.</summary>
    public string? Name { get; }

    public bool RunsGrains { get; } = true;

    public bool ServesPeople { get; } = true;
}
