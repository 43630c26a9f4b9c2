namespace Stations.Server.Operations;

/// <summary>Where devices come in: the last to open and the first to close.</summary>
/// <param name="Trouble">Why nobody can come in, for operators; null while all is well.</param>
public sealed record Door(IHostedService Service, Func<string?>? Trouble = null);
