using Stations.Mqtt.Packets;

namespace Stations.Tests.Mqtt.Hostile;

/// <summary>What stands in each type of packet. Each returns the flags of its fixed header.</summary>
internal sealed partial class PacketMaker
{
    private static readonly ReasonCode[] Reasons = Enum.GetValues<ReasonCode>();

    private int PublishBody(MqttVersion version)
    {
        var qos = random.Next(3);
        Text(Odd() ? OddFilter() : Word());
        if (qos > 0)
        {
            PacketId();
        }

        Properties(PacketType.Publish, version);
        var payload = Math.Min(Odd() ? random.Next(70_000) : random.Next(30), MostBytes - Rest - end);
        random.NextBytes(buffer.AsSpan(end, Math.Min(payload, 64)));
        end += payload;
        return (Odd() ? 3 : qos) << 1 | random.Next(2) | (qos > 0 || Odd() ? random.Next(2) << 3 : 0);
    }

    private int ConnectBody(MqttVersion version)
    {
        Field(Odd() ? "MQIsdp"u8 : "MQTT"u8);
        Byte(Odd() ? random.Next(256) : (int)version | (random.Next(8) == 0 ? 0x80 : 0));
        var (hasWill, hasName) = (random.Next(3) == 0, random.Next(2) == 0);
        var hasPassword = hasName && random.Next(2) == 0;
        var flags = random.Next(2) << 1 | (hasName ? 0x80 : 0) | (hasPassword ? 0x40 : 0) | (hasWill ? 4 | random.Next(3) << 3 | random.Next(2) << 5 : 0);
        Byte(Odd() ? random.Next(256) : flags);
        Number((uint)random.Next(600), 2);
        Properties(PacketType.Connect, version);

        // Few names, so that clients take each other's place.
        Text(random.Next(4) switch { 0 => ""u8, 1 => "one"u8, 2 => "two"u8, _ => "three"u8 });
        if (hasWill)
        {
            Properties(PropertyTable.Will, version);
            Text(Odd() ? OddFilter() : Word());
            Binary();
        }

        if (hasName)
        {
            Text(random.Next(8) == 0 ? "refused"u8 : "name"u8);
        }

        if (hasPassword)
        {
            Binary();
        }

        return 0;
    }

    private int ConnAckBody(MqttVersion version)
    {
        Byte(Odd() ? random.Next(256) : random.Next(2));
        Byte(version == MqttVersion.V50 ? (int)Reason(PacketType.ConnAck) : Odd() ? random.Next(256) : random.Next(6));
        Properties(PacketType.ConnAck, version);
        return 0;
    }

    private int AckBody(PacketType type, MqttVersion version)
    {
        PacketId();
        if (version == MqttVersion.V50 && random.Next(2) == 0)
        {
            var reason = Reason(type);
            Byte((int)reason);
            IsCanonical = reason != ReasonCode.Success;
            if (random.Next(2) == 0)
            {
                Properties(type, version);
                IsCanonical = false;
            }
        }

        return type == PacketType.PubRel ? 2 : 0;
    }

    private int FiltersBody(PacketType type, MqttVersion version)
    {
        PacketId();
        Properties(type, version);
        for (var left = Odd() ? random.Next(2) * 400 : random.Next(1, 4); left > 0; left--)
        {
            var filter = FilterText();
            Text(Odd() ? OddFilter() : filter);
            if (type == PacketType.Subscribe)
            {
                var isShared = filter.StartsWith("$share"u8);
                var more = version == MqttVersion.V50 ? random.Next(3) << 4 | random.Next(2) << 3 | (isShared ? 0 : random.Next(2) << 2) : 0;
                Byte(Odd() ? random.Next(256) : random.Next(3) | more);
            }
        }

        return 2;
    }

    private int AnswersBody(PacketType type, MqttVersion version)
    {
        PacketId();
        Properties(type, version);
        if (type == PacketType.SubAck || version == MqttVersion.V50)
        {
            for (var left = random.Next(1, 4); left > 0; left--)
            {
                Byte(version == MqttVersion.V50 ? (int)Reason(type) : random.Next(4) switch { 3 => 0x80, var qos => qos });
            }
        }

        return 0;
    }

    private int ReasonBody(PacketType type, MqttVersion version)
    {
        if (version == MqttVersion.V311 || random.Next(2) == 0)
        {
            return 0;
        }

        var reason = Reason(type);
        Byte((int)reason);
        IsCanonical = reason != ReasonCode.Success;
        if (random.Next(2) == 0)
        {
            // The writer leaves an empty block out.
            var before = end;
            Properties(type, version);
            IsCanonical = end - before > 1;
        }

        return 0;
    }

    private ReasonCode Reason(PacketType type)
    {
        ReasonCode reason;
        do
        {
            reason = Reasons[random.Next(Reasons.Length)];
        }
        while (!Odd() && !reason.IsAllowedIn(type));
        return reason;
    }
}
