using System.Text;
using System.Text.Json;

namespace Stations.Protocol;

/// <summary>Hands out the same string for the same bytes, so that a boot id or a word that comes with every message is allocated once. 1,024 places, last one wins.</summary>
internal sealed class TextCache
{
    private readonly string?[] places = new string?[1024];

    public string Get(ref Utf8JsonReader json)
    {
        var utf8 = json.ValueSpan;
        if (json.ValueIsEscaped || utf8.Length > 64 || !Ascii.IsValid(utf8))
        {
            return json.GetString()!;
        }

        ref var place = ref PlaceOf(utf8);
        if (place is null || !Ascii.Equals(utf8, place))
        {
            place = Encoding.ASCII.GetString(utf8);
        }

        return place;
    }

    /// <summary>The string of these bytes, if it was handed out before: then they are sound JSON without escapes. Null if not.</summary>
    public string? Find(ReadOnlySpan<byte> utf8) => PlaceOf(utf8) is { } known && Ascii.Equals(utf8, known) ? known : null;

    private ref string? PlaceOf(ReadOnlySpan<byte> utf8) => ref places[ShortHash.Of(utf8) % (uint)places.Length];
}
