namespace Stations.Mqtt.Packets;

/// <summary>What a reason code means, where it may stand, and its 3.1.1 counterpart.</summary>
public static class ReasonCodes
{
    public static bool IsFailure(this ReasonCode reason) => reason >= ReasonCode.UnspecifiedError;

    /// <summary>May <paramref name="reason"/> stand in a packet of this type (MQTT 5.0, table 2-6)?</summary>
    internal static bool IsAllowedIn(this ReasonCode reason, PacketType type) => type switch
    {
        PacketType.PubAck or PacketType.PubRec => (byte)reason is 0x00 or 0x10 or 0x80 or 0x83 or 0x87 or 0x90 or 0x91 or 0x97 or 0x99,
        PacketType.PubRel or PacketType.PubComp => (byte)reason is 0x00 or 0x92,
        PacketType.SubAck => (byte)reason is 0x00 or 0x01 or 0x02 or 0x80 or 0x83 or 0x87 or 0x8F or 0x91 or 0x97 or 0x9E or 0xA1 or 0xA2,
        PacketType.UnsubAck => (byte)reason is 0x00 or 0x11 or 0x80 or 0x83 or 0x87 or 0x8F or 0x91,
        PacketType.Auth => (byte)reason is 0x00 or 0x18 or 0x19,
        PacketType.ConnAck => (byte)reason is 0x00 or (>= 0x80 and <= 0x8A) or 0x8C or 0x90 or 0x95 or 0x97 or (>= 0x99 and <= 0x9D) or 0x9F,
        PacketType.Disconnect => (byte)reason is 0x00 or 0x04 or (>= 0x80 and <= 0x83) or 0x87 or 0x89 or 0x8B or (>= 0x8D and <= 0x90) or (>= 0x93 and <= 0xA2),
        _ => false,
    };

    internal static byte ToConnectReturnCode(this ReasonCode reason) => reason switch
    {
        ReasonCode.Success => 0,
        ReasonCode.UnsupportedProtocolVersion => 1,
        ReasonCode.ClientIdentifierNotValid => 2,
        ReasonCode.ServerUnavailable or ReasonCode.ServerBusy or ReasonCode.QuotaExceeded or ReasonCode.ConnectionRateExceeded => 3,
        ReasonCode.BadUserNameOrPassword => 4,
        _ => 5,
    };

    internal static ReasonCode? FromConnectReturnCode(byte code) => code switch
    {
        0 => ReasonCode.Success,
        1 => ReasonCode.UnsupportedProtocolVersion,
        2 => ReasonCode.ClientIdentifierNotValid,
        3 => ReasonCode.ServerUnavailable,
        4 => ReasonCode.BadUserNameOrPassword,
        5 => ReasonCode.NotAuthorized,
        _ => null,
    };
}
