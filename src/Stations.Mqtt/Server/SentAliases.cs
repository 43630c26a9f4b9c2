namespace Stations.Mqtt.Server;

/// <summary>The topics that stand behind a number on one connection to a client. The first ones get one, until there are as many as it takes.</summary>
internal sealed class SentAliases
{
    private readonly Dictionary<byte[], ushort> known = new(ByteComparer.Instance);
    private readonly uint most;

    private SentAliases(uint most)
    {
        this.most = most;
    }

    /// <summary>Null if the client takes none.</summary>
    public static SentAliases? For(uint most) => most == 0 ? null : new SentAliases(most);

    /// <summary>The alias that stands for the topic, or the one that would; 0: none is left.</summary>
    public ushort Find(byte[] topic, out bool isKnown)
    {
        isKnown = known.TryGetValue(topic, out ushort alias);
        return isKnown || known.Count >= most ? alias : (ushort)(known.Count + 1);
    }

    /// <summary>The client has been told what <see cref="Find"/> said.</summary>
    public void Remember(byte[] topic)
    {
        if (known.Count < most)
        {
            known.Add(topic, (ushort)(known.Count + 1));
        }
    }
}
