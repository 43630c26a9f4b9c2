using static Stations.Mqtt.Packets.PacketType;

namespace Stations.Mqtt.Packets;

internal enum PropertyKind : byte
{
    Unknown,
    Flag,
    UInt16,
    UInt32,
    Variable,
    Text,
    Binary,
    Pair,
}

/// <summary>The shape of every property and the packets it may stand in (MQTT 5.0, table 2-4).</summary>
internal static class PropertyTable
{
    /// <summary>The will's properties inside CONNECT have rules of their own; type 0 is free to name them.</summary>
    public const PacketType Will = None;

    private const int AllAcks = 1 << (int)ConnAck | 1 << (int)PubAck | 1 << (int)PubRec | 1 << (int)PubRel | 1 << (int)PubComp
        | 1 << (int)SubAck | 1 << (int)UnsubAck | 1 << (int)Disconnect | 1 << (int)Auth;

    private static readonly PropertyKind[] Kinds = new PropertyKind[64];
    private static readonly int[] Scopes = new int[64];

    static PropertyTable()
    {
        Define(PropertyKind.Flag, [Publish, Will], PropertyId.PayloadFormatIndicator);
        Define(PropertyKind.UInt32, [Publish, Will], PropertyId.MessageExpiryInterval);
        Define(PropertyKind.Text, [Publish, Will], PropertyId.ContentType, PropertyId.ResponseTopic);
        Define(PropertyKind.Binary, [Publish, Will], PropertyId.CorrelationData);
        Define(PropertyKind.Variable, [Publish, Subscribe], PropertyId.SubscriptionIdentifier);
        Define(PropertyKind.UInt32, [Connect, ConnAck, Disconnect], PropertyId.SessionExpiryInterval);
        Define(PropertyKind.Text, [ConnAck], PropertyId.AssignedClientIdentifier, PropertyId.ResponseInformation);
        Define(PropertyKind.UInt16, [ConnAck], PropertyId.ServerKeepAlive);
        Define(PropertyKind.Text, [Connect, ConnAck, Auth], PropertyId.AuthenticationMethod);
        Define(PropertyKind.Binary, [Connect, ConnAck, Auth], PropertyId.AuthenticationData);
        Define(PropertyKind.Flag, [Connect], PropertyId.RequestProblemInformation, PropertyId.RequestResponseInformation);
        Define(PropertyKind.UInt32, [Will], PropertyId.WillDelayInterval);
        Define(PropertyKind.Text, [ConnAck, Disconnect], PropertyId.ServerReference);
        Define(PropertyKind.UInt16, [Connect, ConnAck], PropertyId.ReceiveMaximum, PropertyId.TopicAliasMaximum);
        Define(PropertyKind.UInt16, [Publish], PropertyId.TopicAlias);
        Define(PropertyKind.UInt32, [Connect, ConnAck], PropertyId.MaximumPacketSize);
        Define(PropertyKind.Flag, [ConnAck], PropertyId.MaximumQoS, PropertyId.RetainAvailable, PropertyId.WildcardSubscriptionAvailable,
            PropertyId.SubscriptionIdentifierAvailable, PropertyId.SharedSubscriptionAvailable);
        Define(PropertyKind.Text, [], PropertyId.ReasonString);
        Define(PropertyKind.Pair, [], PropertyId.UserProperty);
        Scopes[(int)PropertyId.ReasonString] = AllAcks;
        Scopes[(int)PropertyId.UserProperty] = 0xFFFF;
    }

    public static PropertyKind KindOf(PropertyId id) => (int)id < Kinds.Length ? Kinds[(int)id] : PropertyKind.Unknown;

    public static bool MayStandIn(PropertyId id, PacketType type) => (int)id < Scopes.Length && (Scopes[(int)id] >> (int)type & 1) != 0;

    public static bool MayRepeat(PropertyId id, PacketType type) =>
        id == PropertyId.UserProperty || (id == PropertyId.SubscriptionIdentifier && type == Publish);

    private static void Define(PropertyKind kind, ReadOnlySpan<PacketType> types, params ReadOnlySpan<PropertyId> ids)
    {
        int scope = 0;
        foreach (var type in types)
        {
            scope |= 1 << (int)type;
        }

        foreach (var id in ids)
        {
            Kinds[(int)id] = kind;
            Scopes[(int)id] = scope;
        }
    }
}
