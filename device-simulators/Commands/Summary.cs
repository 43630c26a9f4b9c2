using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeviceSimulators.Commands;

/// <summary>What <c>run</c> did. Times are RFC 3339; <paramref name="VirtualFrom"/> and <paramref name="VirtualTo"/> are virtual time.</summary>
public sealed record RunSummary(
    IReadOnlyList<string> Districts,
    int Seed,
    double Speed,
    DateTimeOffset VirtualFrom,
    DateTimeOffset VirtualTo,
    double Seconds,
    int Nodes,
    int Devices,
    long Connects,
    long Sent,
    long Acknowledged,
    long Refused,
    long Lost,
    long Births,
    long Rebirths,
    string? LastProblem,
    int ExitCode);

/// <summary>What <c>load</c> did. Latencies count from the moment at which a message was due, in milliseconds; null without acknowledgements.</summary>
public sealed record LoadSummary(
    int Devices,
    int Connections,
    int Qos,
    int Window,
    double RateWanted,
    double RateSent,
    double Seconds,
    long Births,
    long Sent,
    long Acknowledged,
    long Refused,
    long Lost,
    double? P50Ms,
    double? P90Ms,
    double? P99Ms,
    double? P999Ms,
    double? MaxMs,
    string? LastProblem,
    int ExitCode);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(LoadSummary))]
internal sealed partial class SummaryJson : JsonSerializerContext
{
    /// <param name="target">A file, <c>-</c> for standard output, or null for nowhere.</param>
    public static void Write(string? target, object summary)
    {
        var text = JsonSerializer.Serialize(summary, summary.GetType(), Default);
        switch (target)
        {
            case null:
                break;
            case "-":
                Console.Out.WriteLine(text);
                break;
            default:
                File.WriteAllText(target, text);
                break;
        }
    }
}
