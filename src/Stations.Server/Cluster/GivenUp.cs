namespace Stations.Server.Cluster;

/// <summary>
/// Ends the process at once, in one line, when Orleans cannot go on: nearly always because the other servers have given this one up. There is
/// nothing to save: its devices are served elsewhere, and the journal refuses what it still wanted to write.
/// </summary>
internal sealed class GivenUp : IFatalErrorHandler
{
    private const int Failed = 1;

    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        Console.Error.WriteLine($"This server ends and may be started anew at once: {context} {exception?.Message}");
        Environment.Exit(Failed);
    }
}
