using System.Diagnostics.CodeAnalysis;

namespace Stations.Protocol;

/// <summary>One MQTT client of a district: a cabinet's controller or a station's gateway. Text form: <c>district:node</c>.</summary>
public readonly record struct NodeId(string District, string Node)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out NodeId id)
    {
        id = text?.Split(':') is [var district, var node] && Segment.IsDistrict(district) && Segment.IsValid(node) ? new(SharedText.Of(district), SharedText.Of(node)) : default;
        return id.District is not null;
    }

    public override string ToString() => SharedText.Join(District, Node);
}

/// <summary>One appliance behind a node. It survives a hardware swap, so it is never a serial number. Text form: <c>district:node:device</c>.</summary>
public readonly record struct DeviceId(string District, string Node, string Device)
{
    public NodeId NodeId => new(District, Node);

    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceId id)
    {
        id = text?.Split(':') is [var district, var node, var device] && Segment.IsDistrict(district) && Segment.IsValid(node) && Segment.IsValid(device)
            ? new(SharedText.Of(district), SharedText.Of(node), SharedText.Of(device))
            : default;
        return id.District is not null;
    }

    public override string ToString() => SharedText.Join(District, Node, Device);
}

/// <summary>A place where riders rest. Text form: <c>district:station</c>.</summary>
public readonly record struct StationId(string District, string Station)
{
    public static bool TryParse([NotNullWhen(true)] string? text, out StationId id)
    {
        id = text?.Split(':') is [var district, var station] && Segment.IsDistrict(district) && Segment.IsValid(station) ? new(SharedText.Of(district), SharedText.Of(station)) : default;
        return id.District is not null;
    }

    public override string ToString() => SharedText.Join(District, Station);
}

/// <summary>One part of an id: ASCII letters, digits, <c>_ . -</c>, 1 to 64 characters.</summary>
public static class Segment
{
    public const int MaxLength = 64;

    /// <summary>A district's name is also none of the words that stand in its place in our own topics.</summary>
    public static bool IsDistrict(ReadOnlySpan<char> text) => IsValid(text) && text is not (Topics.Out or Topics.State);

    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
