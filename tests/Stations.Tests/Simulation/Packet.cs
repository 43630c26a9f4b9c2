using Stations.Protocol;

namespace Stations.Tests.Simulation;

/// <summary>A message as a node sent it. It stays in the node's outbox until it is acknowledged, and may arrive any number of times.</summary>
/// <param name="Devices">The devices whose state it tells, by their full id.</param>
internal sealed record Packet(SimulatedNode Node, Verb Verb, string Boot, long Seq, string[] Devices, byte[] Payload)
{
    /// <summary>Arrived in the node's present session.</summary>
    public bool IsSent { get; set; }

    /// <summary>The server has said so, whether the node has heard it or not.</summary>
    public bool IsAcknowledged { get; set; }

    public override string ToString() => $"{Verb} {Boot}/{Seq} of {Node.Id}";
}
