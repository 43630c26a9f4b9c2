namespace Stations.Server.Tests;

/// <summary>For tests that look at metrics, with a server of their own: counters of one name are shared in a process, and end with the first server that does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
