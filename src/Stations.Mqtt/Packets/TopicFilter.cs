namespace Stations.Mqtt.Packets;

/// <summary>Rules for the filter of a subscription (MQTT 5.0, 4.7 and 4.8.2).</summary>
public static class TopicFilter
{
    private const string SharePrefix = "$share/";

    /// <summary><c>#</c> only as the whole last level, <c>+</c> only as a whole level, <c>$share/name/filter</c> complete.</summary>
    public static bool IsValid(string filter)
    {
        if (IsShared(filter))
        {
            return TrySplitShare(filter, out _, out string inner) && IsValid(inner);
        }

        if (filter.Length == 0 || filter.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        for (int i = 0; i < filter.Length; i++)
        {
            if (filter[i] is not ('+' or '#'))
            {
                continue;
            }

            bool alone = (i == 0 || filter[i - 1] == '/') && (i == filter.Length - 1 || filter[i + 1] == '/');
            if (!alone || (filter[i] == '#' && i < filter.Length - 1))
            {
                return false;
            }
        }
        return true;
    }

    public static bool IsShared(string filter) => filter.StartsWith(SharePrefix, StringComparison.Ordinal);

    /// <summary>Splits <c>$share/name/filter</c>. False if it is no shared filter or a part is missing.</summary>
    public static bool TrySplitShare(string filter, out string group, out string inner)
    {
        group = inner = "";
        if (!IsShared(filter))
        {
            return false;
        }

        int slash = filter.IndexOf('/', SharePrefix.Length);
        if (slash <= SharePrefix.Length || slash == filter.Length - 1)
        {
            return false;
        }

        group = filter[SharePrefix.Length..slash];
        inner = filter[(slash + 1)..];
        return group.AsSpan().IndexOfAny("+#") < 0 && !IsShared(inner);
    }

    /// <summary>Does <paramref name="topic"/> match? Wildcards in the first level do not match topics that begin with <c>$</c>.</summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        if (topic is ['$', ..] && filter is ['+' or '#', ..])
        {
            return false;
        }

        while (true)
        {
            if (filter is "#")
            {
                return true;
            }

            int filterEnd = filter.IndexOf('/'), topicEnd = topic.IndexOf('/');
            var filterLevel = filterEnd < 0 ? filter : filter[..filterEnd];
            var topicLevel = topicEnd < 0 ? topic : topic[..topicEnd];
            if (filterLevel is not "+" && !filterLevel.SequenceEqual(topicLevel))
            {
                return false;
            }

            if (topicEnd < 0)
            {
                return filterEnd < 0 || filter[(filterEnd + 1)..] is "#";
            }

            if (filterEnd < 0)
            {
                return false;
            }

            filter = filter[(filterEnd + 1)..];
            topic = topic[(topicEnd + 1)..];
        }
    }
}
