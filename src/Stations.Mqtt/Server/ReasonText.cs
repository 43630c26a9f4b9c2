using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

/// <summary>
/// What a refusal tells people who read the log of a 5.0 client: what is wrong, and what to do. Who may not come in learns nothing about who might.
/// </summary>
internal static class ReasonText
{
    /// <summary>Null where the code says it all.</summary>
    public static string? Of(PacketType type, ReasonCode reason) => type switch
    {
        PacketType.ConnAck => OfConnect(reason),
        PacketType.PubAck or PacketType.PubRec => OfPublish(reason),
        PacketType.PubRel or PacketType.PubComp when reason == ReasonCode.PacketIdentifierNotFound => "No message is under way with this packet identifier.",
        PacketType.SubAck => OfSubscribe(reason),
        PacketType.UnsubAck when reason == ReasonCode.NoSubscriptionExisted => "There was no such subscription.",
        _ => null,
    };

    /// <summary>Of several in one packet, each once.</summary>
    public static string? Of(PacketType type, IEnumerable<ReasonCode> reasons)
    {
        string text = string.Join(' ', reasons.Distinct().Select(reason => Of(type, reason)).OfType<string>());
        return text.Length > 0 ? text : null;
    }

    private static string? OfConnect(ReasonCode reason) => reason switch
    {
        ReasonCode.BadAuthenticationMethod => "Enhanced authentication is not offered here.",
        ReasonCode.BadUserNameOrPassword => "User name or password is wrong; put it right before trying again.",
        ReasonCode.ClientIdentifierNotValid => "The client id is too long, or missing where a session is to be kept.",
        ReasonCode.ConnectionRateExceeded => "Too many connects or failed logins; wait a minute.",
        ReasonCode.NotAuthorized => "This client may not connect, or not with this will; ask who runs the server.",
        ReasonCode.PacketTooLarge => "The will is too large; send a smaller one.",
        ReasonCode.QuotaExceeded => "There is no room for one more session; try again later.",
        ReasonCode.ServerBusy => "Too many log in at once; try again in some seconds.",
        ReasonCode.ServerUnavailable => "The server cannot decide at this moment; try again in some seconds.",
        _ => null,
    };

    private static string? OfPublish(ReasonCode reason) => reason switch
    {
        ReasonCode.NotAuthorized => "This client may not publish to this topic; do not send it again.",
        ReasonCode.PayloadFormatInvalid => "The payload is not what this topic takes; do not send it again.",
        ReasonCode.QuotaExceeded => "There is no room to keep this message; send it again later.",
        ReasonCode.TopicNameInvalid => "The topic is unknown here, too long or too deep; do not send it again.",
        ReasonCode.UnspecifiedError => "The message could not be made durable; send it again later.",
        _ => null,
    };

    private static string? OfSubscribe(ReasonCode reason) => reason switch
    {
        ReasonCode.NotAuthorized => "This client may not subscribe to this filter.",
        ReasonCode.QuotaExceeded => "There are too many subscriptions; end some before.",
        ReasonCode.TopicFilterInvalid => "The filter is too long or too deep.",
        _ => null,
    };
}
