namespace Stations.Grains;

/// <summary>
/// One MQTT client: a cabinet's controller or a station's gateway. Its key is the text of its <see cref="Protocol.NodeId"/>. It never sees a
/// password: whoever calls makes and compares the hashes, which is slow work.
/// </summary>
[Alias("node")]
public interface INodeGrain : IGrainWithStringKey
{
    [Alias("access")]
    ValueTask<NodeAccess> Access();

    /// <summary>Enrols it with this password. False if it is enrolled with another; then nothing changes.</summary>
    [Alias("admit")]
    ValueTask<bool> Admit(string hash);

    /// <summary>Gives it a next password beside the one it has. False if it is not enrolled.</summary>
    /// <param name="oldUntil">Until when the old one is good if the next one is not used; epoch milliseconds. The past ends it now.</param>
    [Alias("rotate")]
    ValueTask<bool> Rotate(string hash, long oldUntil);

    /// <summary>The next password was used: it takes the place of the old one.</summary>
    [Alias("used")]
    ValueTask Used(string hash);

    /// <summary>Ends its password and its claim. False if it had neither.</summary>
    [Alias("revoke")]
    ValueTask<bool> Revoke();

    /// <summary>Keeps it out while it is disabled, whatever it knows. False if it is not enrolled.</summary>
    [Alias("disable")]
    ValueTask<bool> Disable(bool disabled);

    /// <summary>Lets whoever knows the code choose its password, once; an earlier code ends.</summary>
    /// <param name="until">Epoch milliseconds.</param>
    [Alias("offer-claim")]
    ValueTask OfferClaim(string codeHash, long until);

    /// <summary>The hash of the code to compare with, which counts as an attempt; null if there is none to be used.</summary>
    [Alias("try-claim")]
    ValueTask<string?> TryClaim();

    /// <summary>The code was right: its use is over and this is the password. False if another was faster, or the node is disabled.</summary>
    [Alias("claim")]
    ValueTask<bool> Claim(string codeHash, string hash);

    /// <summary>A birth: what the node carries, and the full state of all of it. Completes when all of it is durable.</summary>
    [Alias("born")]
    ValueTask<Outcome> Born(DeviceMessage message);

    /// <summary>The node's word or will on its connection.</summary>
    [Alias("connection")]
    ValueTask<Outcome> Connection(DeviceMessage message);
}
