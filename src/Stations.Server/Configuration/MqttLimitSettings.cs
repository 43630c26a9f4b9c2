using Stations.Mqtt.Server;

namespace Stations.Server.Configuration;

/// <summary>The section <c>Mqtt:Limits</c>: every maximum of the MQTT endpoint by its name, with what is sensible at all.</summary>
internal static class MqttLimitSettings
{
    public static MqttLimits Read(Settings settings)
    {
        var usual = new MqttLimits();
        return new MqttLimits
        {
            PacketSize = settings.Whole("Mqtt:Limits:PacketSize", usual.PacketSize, 1024, 268_435_460),
            TopicLength = settings.Whole("Mqtt:Limits:TopicLength", usual.TopicLength, 64, 65_535),
            TopicLevels = settings.Whole("Mqtt:Limits:TopicLevels", usual.TopicLevels, 8, 1024),
            ClientIdLength = settings.Whole("Mqtt:Limits:ClientIdLength", usual.ClientIdLength, 23, 65_535),
            Connections = settings.Whole("Mqtt:Limits:Connections", usual.Connections, 1, 1_000_000),
            ConnectionsPerAddress = settings.Whole("Mqtt:Limits:ConnectionsPerAddress", usual.ConnectionsPerAddress, 1, 1_000_000),
            UnauthenticatedPerAddress = settings.Whole("Mqtt:Limits:UnauthenticatedPerAddress", usual.UnauthenticatedPerAddress, 1, 100_000),
            Unauthenticated = settings.Whole("Mqtt:Limits:Unauthenticated", usual.Unauthenticated, 1, 1_000_000),
            ConnectTimeout = settings.Seconds("Mqtt:Limits:ConnectSeconds", usual.ConnectTimeout, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(60)),
            PacketTimeout = settings.Seconds("Mqtt:Limits:PacketSeconds", usual.PacketTimeout, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(600)),
            KeepAliveSeconds = settings.Whole("Mqtt:Limits:KeepAliveSeconds", usual.KeepAliveSeconds, 10, 65_535),
            SessionExpirySeconds = (uint)settings.Whole("Mqtt:Limits:SessionExpirySeconds", (int)usual.SessionExpirySeconds, 0, 2_000_000_000),
            Sessions = settings.Whole("Mqtt:Limits:Sessions", usual.Sessions, 1, 10_000_000),
            WillSize = settings.Whole("Mqtt:Limits:WillSize", usual.WillSize, 256, 65_535),
            ReceiveMaximum = (ushort)settings.Whole("Mqtt:Limits:ReceiveMaximum", usual.ReceiveMaximum, 1, 65_535),
            Unreleased = settings.Whole("Mqtt:Limits:Unreleased", usual.Unreleased, 1, 65_535),
            PendingPerConnection = settings.Whole("Mqtt:Limits:PendingPerConnection", usual.PendingPerConnection, 1, 65_535),
            PendingTotal = settings.Whole("Mqtt:Limits:PendingTotal", usual.PendingTotal, 1, 10_000_000),
            TopicAliases = (ushort)settings.Whole("Mqtt:Limits:TopicAliases", usual.TopicAliases, 0, 65_535),
            CachedTopics = settings.Whole("Mqtt:Limits:CachedTopics", usual.CachedTopics, 1, 1_000_000),
            FiltersPerClient = settings.Whole("Mqtt:Limits:FiltersPerClient", usual.FiltersPerClient, 1, 100_000),
            FiltersPerPacket = settings.Whole("Mqtt:Limits:FiltersPerPacket", usual.FiltersPerPacket, 1, 16_384),
            Subscriptions = settings.Whole("Mqtt:Limits:Subscriptions", usual.Subscriptions, 1, 100_000_000),
            UserProperties = settings.Whole("Mqtt:Limits:UserProperties", usual.UserProperties, 0, 16_384),
            InFlight = settings.Whole("Mqtt:Limits:InFlight", usual.InFlight, 1, 65_535),
            QueuedMessages = settings.Whole("Mqtt:Limits:QueuedMessages", usual.QueuedMessages, 0, 65_535),
            QueuedBytes = settings.Whole("Mqtt:Limits:QueuedBytes", usual.QueuedBytes, 0, 786_432),
            QueuedTotal = settings.Whole("Mqtt:Limits:QueuedTotal", (int)usual.QueuedTotal, 1024, 2_000_000_000),
            OutputBytes = settings.Whole("Mqtt:Limits:OutputBytes", usual.OutputBytes, 1024, 1_000_000_000),
            OutputTotal = settings.Whole("Mqtt:Limits:OutputTotal", (int)usual.OutputTotal, 1024, 2_000_000_000),
            RetainedMessages = settings.Whole("Mqtt:Limits:RetainedMessages", usual.RetainedMessages, 0, 10_000_000),
            RetainedPerClient = settings.Whole("Mqtt:Limits:RetainedPerClient", usual.RetainedPerClient, 0, 10_000_000),
            RetainedBytes = settings.Whole("Mqtt:Limits:RetainedBytes", (int)usual.RetainedBytes, 0, 2_000_000_000),
        };
    }
}
