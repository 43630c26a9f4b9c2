using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Server.Api;

/// <summary>What a rider wants to be held: something of one device, or anything for a need at a station.</summary>
/// <param name="Device">district:node:device</param>
/// <param name="Slot">Of the device; null: any that is free.</param>
/// <param name="Station">district:station, with need.</param>
/// <param name="Need">charge, park or heat_food.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record HoldBody(string? Device, int? Slot, string? Station, string? Need)
{
    internal Dictionary<string, string[]> Mistakes()
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Device is null == Station is null)
        {
            mistakes["device"] = ["give either device, or station and need"];
        }
        else if (Station is not null && Needs.Parse(Need) is null)
        {
            mistakes["need"] = ["is needed with station: charge, park or heat_food"];
        }

        if (Slot is not null && (Device is null || Slot is < 1 or > 64))
        {
            mistakes["slot"] = ["must be 1 to 64, of a device"];
        }

        return mistakes;
    }
}
