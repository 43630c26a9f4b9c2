namespace Stations.Mqtt.Packets;

/// <summary>Rules for the topic of a message (MQTT 5.0, 4.7).</summary>
public static class TopicName
{
    /// <summary>At least one byte and no wildcard. UTF-8 is checked where the string is read.</summary>
    public static bool IsValid(ReadOnlySpan<byte> topic) => topic.Length > 0 && topic.IndexOfAny((byte)'+', (byte)'#') < 0;

    public static bool IsValid(string topic) => topic.Length > 0 && topic.AsSpan().IndexOfAny("+#\0") < 0;

    /// <summary>Levels of a topic or filter: separators plus one.</summary>
    public static int Levels(ReadOnlySpan<byte> topic) => topic.Count((byte)'/') + 1;
}
