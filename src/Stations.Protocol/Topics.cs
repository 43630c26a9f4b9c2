using System.Text;

namespace Stations.Protocol;

/// <summary>The last level of a device's topic: what kind of message it carries.</summary>
public enum Verb
{
    Unknown,

    /// <summary>Birth and will of a node: online or not. Retained.</summary>
    Conn,

    /// <summary>What the node carries, and its full state.</summary>
    Birth,
    State,
    Tele,
    Evt,
    Cmd,
    Ack,
    Desired,
    Reported,
}

/// <summary>A topic of this product taken apart; <see cref="Device"/> is null for <c>conn</c> and <c>birth</c>.</summary>
public readonly record struct Topic(NodeId Node, string? Device, Verb Verb)
{
    public DeviceId DeviceId => new(Node.District, Node.Node, Device ?? "");
}

/// <summary><c>wn/1/{district}/{node}/conn|birth</c> and <c>wn/1/{district}/{node}/{device}/state|tele|evt|cmd|ack|desired|reported</c>.</summary>
public static class Topics
{
    public const string Root = "wn/1/";

    /// <summary>In the place of a district: what the server says to everybody.</summary>
    public const string Out = "out";

    /// <summary>In the place of a district: which servers are there.</summary>
    public const string State = "STATE";

    /// <summary>What riders can do at a station now. Retained.</summary>
    public static string AvailabilityOf(StationId station) => $"{Root}{Out}/{station.District}/{station.Station}/availability";

    public static string Of(NodeId node, Verb verb) => $"{Root}{node.District}/{node.Node}/{Word(verb)}";

    public static string Of(DeviceId device, Verb verb) => $"{Root}{device.District}/{device.Node}/{device.Device}/{Word(verb)}";

    public static string Word(Verb verb) => verb.ToString().ToLowerInvariant();

    /// <summary>False for any topic that no device of this product publishes or reads.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Topic topic)
    {
        topic = default;
        if (utf8.Length > 256 || !Ascii.IsValid(utf8))
        {
            return false;
        }

        var ids = Encoding.ASCII.GetString(utf8).Split('/');
        if (ids.Length is < 5 or > 6 || ids[0] != "wn" || ids[1] != "1" || !Segment.IsDistrict(ids[2]) || !ids.AsSpan(3, ids.Length - 4).ToArray().All(id => Segment.IsValid(id)))
        {
            return false;
        }

        var verb = ParseVerb(ids[^1]);
        var ofNode = verb is Verb.Conn or Verb.Birth;
        if (verb == Verb.Unknown || ofNode != (ids.Length == 5))
        {
            return false;
        }

        topic = new Topic(new NodeId(SharedText.Of(ids[2]), SharedText.Of(ids[3])), ofNode ? null : SharedText.Of(ids[4]), verb);
        return true;
    }

    private static Verb ParseVerb(string word) => word switch
    {
        "conn" => Verb.Conn,
        "birth" => Verb.Birth,
        "state" => Verb.State,
        "tele" => Verb.Tele,
        "evt" => Verb.Evt,
        "cmd" => Verb.Cmd,
        "ack" => Verb.Ack,
        "desired" => Verb.Desired,
        "reported" => Verb.Reported,
        _ => Verb.Unknown,
    };
}
