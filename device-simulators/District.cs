using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeviceSimulators;

/// <summary>A district as its file in <c>districts/</c> describes it.</summary>
public sealed record District([property: JsonPropertyName("district")] string Id, IReadOnlyDictionary<string, string> Name, IReadOnlyList<StationPlan> Stations)
{
    /// <summary>The districts that are shipped, in alphabetical order.</summary>
    public static IReadOnlyList<string> Ids { get; } =
        [.. typeof(District).Assembly.GetManifestResourceNames().Where(name => !name.Contains('/')).Select(name => Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal)];

    /// <param name="id">One of <see cref="Ids"/>.</param>
    public static District Load(string id)
    {
        using var file = typeof(District).Assembly.GetManifestResourceStream($"{id}.json")
            ?? throw new ArgumentException($"there is no district '{id}'; choose from {string.Join(", ", Ids)}", nameof(id));
        return JsonSerializer.Deserialize(file, DistrictJson.Default.District)!;
    }
}

/// <summary>A station and what stands in it.</summary>
/// <param name="Hours"><c>24/7</c>, or opening and closing time such as <c>07:00-01:00</c>.</param>
/// <param name="Latitude">Degrees north, WGS-84.</param>
/// <param name="Longitude">Degrees east, WGS-84.</param>
/// <param name="Spots">Number of parking spots.</param>
/// <param name="Cabinets">Number of slots of each charging cabinet.</param>
/// <param name="Swaps">Number of slots of each cabinet that swaps batteries.</param>
/// <param name="Appliances">What else stands there, one of a kind.</param>
public sealed record StationPlan(
    string Station,
    IReadOnlyDictionary<string, string> Name,
    IReadOnlyDictionary<string, string> Address,
    string Hours,
    double Latitude,
    double Longitude,
    int Seats,
    int Spots,
    IReadOnlyList<int> Cabinets,
    IReadOnlyList<AppliancePlan>? Appliances = null,
    IReadOnlyList<int>? Swaps = null);

/// <param name="Kind">Its word on the wire.</param>
/// <param name="Size">Holes, ports or places; 0 where there is nothing to count.</param>
public sealed record AppliancePlan(string Kind, int Size = 0);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(District))]
internal sealed partial class DistrictJson : JsonSerializerContext;
