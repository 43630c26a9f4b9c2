namespace Stations.Benchmarks.Peers;

/// <summary>Acknowledges and forgets: what this loader and .NET's sockets could reach at most.</summary>
internal sealed class SinkPeer(TimeProvider clock) : Peer(clock)
{
    public const string PeerName = "bare sink";

    public override string Name => PeerName;

    protected override IReadOnlyList<string> CommandLine => ["dotnet", typeof(SinkPeer).Assembly.Location, SinkCommand.Name, $"{Port}"];
}
