namespace Stations.Grains;

/// <summary>One MQTT client: a cabinet's controller or a station's gateway. Its key is the text of its <see cref="Protocol.NodeId"/>.</summary>
[Alias("node")]
public interface INodeGrain : IGrainWithStringKey
{
    /// <summary>Lets the node in with this password from now on; an earlier one ends.</summary>
    [Alias("enrol")]
    ValueTask Enrol(string password);

    /// <summary>False for a wrong password and for a node that nobody enrolled alike.</summary>
    [Alias("knows")]
    ValueTask<bool> Knows(string password);

    /// <summary>Somebody enrolled it: whoever proves to be this node in another way than by its password may come in.</summary>
    [Alias("is-enrolled")]
    ValueTask<bool> IsEnrolled();

    /// <summary>A birth: what the node carries, and the full state of all of it. Completes when all of it is durable.</summary>
    [Alias("born")]
    ValueTask<Outcome> Born(DeviceMessage message);

    /// <summary>The node's word or will on its connection.</summary>
    [Alias("connection")]
    ValueTask<Outcome> Connection(DeviceMessage message);
}
