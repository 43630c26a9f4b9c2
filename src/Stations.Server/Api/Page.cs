using System.Buffers.Text;
using System.Text;

namespace Stations.Server.Api;

/// <summary>One page of a sorted list that changes while it is read: what stands after the last page's key, so nothing that stays comes twice or never.</summary>
/// <param name="Total">How many the whole list has now.</param>
/// <param name="More">Something follows this page.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, int Total, bool More);

internal static class Page
{
    private const int MaxCursor = 512;

    /// <summary>The first <paramref name="limit"/> items after <paramref name="after"/>; costs one look at each item and no sort of the whole.</summary>
    public static Page<TItem> Of<TItem, TKey>(IEnumerable<TItem> items, Func<TItem, TKey> keyOf, TKey? after, int limit, Comparison<TKey> compare)
        where TKey : struct
    {
        var (total, beyond) = (0, 0);
        var first = new PriorityQueue<TItem, TKey>(limit + 1, Comparer<TKey>.Create((a, b) => compare(b, a)));
        foreach (var item in items)
        {
            total++;
            var key = keyOf(item);
            if (after is { } last && compare(key, last) <= 0)
            {
                continue;
            }

            beyond++;
            if (first.Count < limit)
            {
                first.Enqueue(item, key);
            }
            else
            {
                first.EnqueueDequeue(item, key);
            }
        }

        var page = new TItem[first.Count];
        for (var index = page.Length - 1; index >= 0; index--)
        {
            page[index] = first.Dequeue();
        }

        return new(page, total, beyond > limit);
    }

    /// <summary>Clients must not build on what is in it.</summary>
    public static string WriteCursor(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    public static bool TryReadCursor(string cursor, out string key)
    {
        key = "";
        if (cursor.Length > MaxCursor || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        key = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return true;
    }
}
