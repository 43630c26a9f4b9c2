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

        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var place = ref places[hash.ToHashCode() & 1023];
        if (place is null || !Ascii.Equals(utf8, place))
        {
            place = Encoding.ASCII.GetString(utf8);
        }

        return place;
    }
}
