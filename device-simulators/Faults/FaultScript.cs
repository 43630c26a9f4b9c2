using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stations.Protocol;

namespace DeviceSimulators.Faults;

/// <summary>
/// Which faults there shall be: a file of <c>faults/</c>, or one of your own:
/// <c>{"about":"…","faults":[{"kind":"smoke","everyHours":40,"minutes":[3,20]},{"kind":"stuck_door","device":"district:node:device","slot":3,"atMinute":30,"minutes":[5,5]}]}</c>.
/// With <c>everyHours</c> it comes that often on average, anywhere it fits, by the seed; with <c>atMinute</c> once, so long after the start.
/// </summary>
public sealed record FaultScript(string About, IReadOnlyList<FaultOrder> Faults)
{
    /// <summary>More is a mistake.</summary>
    public const int MaxFaults = 1000;

    /// <summary>The scripts that are shipped, in alphabetical order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(FaultScript).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("faults/", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)!];

    /// <param name="name">One of <see cref="Names"/>, or a file.</param>
    /// <returns>The script, or null and every mistake in it.</returns>
    public static (FaultScript? Script, IReadOnlyList<string> Mistakes) Load(string name)
    {
        using var shipped = typeof(FaultScript).Assembly.GetManifestResourceStream($"faults/{name}.json");
        if (shipped is not null)
        {
            using var reader = new StreamReader(shipped);
            return Parse(reader.ReadToEnd());
        }

        return File.Exists(name) ? Parse(File.ReadAllText(name)) : (null, [$"'{name}' is neither a file nor one of {string.Join(", ", Names)}"]);
    }

    /// <inheritdoc cref="Load"/>
    public static (FaultScript? Script, IReadOnlyList<string> Mistakes) Parse(string json)
    {
        var mistakes = new List<string>();
        JsonObject? script;
        try
        {
            script = JsonNode.Parse(json) as JsonObject;
        }
        catch (JsonException error)
        {
            return (null, [$"not JSON: {error.Message}"]);
        }

        if (script?["faults"] is not JsonArray { Count: > 0 and <= MaxFaults } list)
        {
            return (null, [$"faults: give a list of 1 to {MaxFaults}"]);
        }

        Unknown(script, "", ["about", "faults"], mistakes);
        FaultOrder?[] orders = [.. list.Select((one, index) => Order(one as JsonObject, $"faults[{index}]", mistakes))];
        return mistakes.Count > 0 ? (null, mistakes) : (new(Text(script["about"]) ?? "", orders!), []);
    }

    private static FaultOrder? Order(JsonObject? one, string at, List<string> mistakes)
    {
        if (one is null)
        {
            mistakes.Add($"{at}: give an object");
            return null;
        }

        Unknown(one, $"{at}.", ["kind", "everyHours", "atMinute", "minutes", "device", "slot"], mistakes);
        var kind = FaultKind.Named(Text(one["kind"]));
        Expect(kind is not null, $"{at}.kind: give one of {string.Join(", ", FaultKind.All.Select(known => known.Name))}");
        Expect(one["everyHours"] is null != one["atMinute"] is null, $"{at}: give everyHours or atMinute, and not both");
        Expect(one["everyHours"] is null || Number(one["everyHours"]) is >= 0.05 and <= 10_000, $"{at}.everyHours: give hours from 0.05 to 10000");
        Expect(one["atMinute"] is null || Number(one["atMinute"]) is >= 0 and <= 100_000, $"{at}.atMinute: give minutes from 0 to 100000");
        Expect(one["atMinute"] is null || one["device"] is not null, $"{at}.device: atMinute needs to know where");
        var (shortest, longest) = one["minutes"] is JsonArray { Count: 2 } two ? (Number(two[0]), Number(two[1])) : (null, null);
        Expect(shortest >= 0.5 && longest >= shortest && longest <= 1440, $"{at}.minutes: give how long it lasts at least and at most, from 0.5 to 1440, such as [3,20]");
        var device = Text(one["device"]);
        var isNode = kind?.Reach == Reach.Node;
        Expect(
            one["device"] is null || (isNode ? NodeId.TryParse(device, out _) : DeviceId.TryParse(device, out _)),
            $"{at}.device: give {(isNode ? "district:node" : "district:node:device")}");
        Expect(one["slot"] is null || (kind?.Reach == Reach.Slot && Number(one["slot"]) is >= 1 and <= Reading.MaxSlots), $"{at}.slot: from 1 to {Reading.MaxSlots}, of a fault of one slot");
        return kind is null ? null : new(
            kind, Number(one["everyHours"]), Number(one["atMinute"]), TimeSpan.FromMinutes(shortest ?? 0), TimeSpan.FromMinutes(longest ?? 0), device, (int)(Number(one["slot"]) ?? 0));

        void Expect(bool holds, string otherwise)
        {
            if (!holds)
            {
                mistakes.Add(otherwise);
            }
        }
    }

    private static void Unknown(JsonObject one, string at, string[] known, List<string> mistakes) => mistakes.AddRange(
        one.Where(member => !known.Contains(member.Key, StringComparer.Ordinal)).Select(member => string.Create(CultureInfo.InvariantCulture, $"{at}{member.Key}: there is no such setting; known are {string.Join(", ", known)}")));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) && double.IsFinite(number) ? number : null;
}

/// <param name="EveryHours">Mean time between two of them.</param>
/// <param name="AtMinute">Minutes after the start.</param>
/// <param name="Device">Only there: district:node:device, or district:node for a fault of a node.</param>
/// <param name="Slot">Only there; 0 for any.</param>
public sealed record FaultOrder(FaultKind Kind, double? EveryHours, double? AtMinute, TimeSpan Shortest, TimeSpan Longest, string? Device, int Slot);
