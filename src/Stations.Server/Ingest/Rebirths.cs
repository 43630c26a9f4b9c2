using System.Collections.Concurrent;
using System.Text.Json;
using Stations.Protocol;

namespace Stations.Server.Ingest;

/// <summary>Asks nodes for a birth, each at most once in <see cref="Pause"/>, and not for more than <see cref="MaxNodes"/> at a time.</summary>
public sealed class Rebirths(TimeProvider clock, IngestMetrics metrics)
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    public const int MaxNodes = 10_000;

    private readonly ConcurrentDictionary<NodeId, long> asked = new();

    /// <summary>The command to publish on <paramref name="device"/>'s topic; null when its node was asked a moment ago.</summary>
    public byte[]? Ask(DeviceId device)
    {
        var now = clock.NowMilliseconds();
        if (asked.TryGetValue(device.NodeId, out var last) && now - last < Pause.TotalMilliseconds)
        {
            return null;
        }

        if (asked.Count >= MaxNodes)
        {
            foreach (var (node, at) in asked)
            {
                if (now - at >= Pause.TotalMilliseconds)
                {
                    asked.TryRemove(node, out _);
                }
            }
        }

        if (asked.Count >= MaxNodes)
        {
            return null;
        }

        asked[device.NodeId] = now;
        metrics.CountRebirth();
        return JsonSerializer.SerializeToUtf8Bytes(new RebirthCommand($"rebirth-{now}", "rebirth"), IngestJson.Default.RebirthCommand);
    }
}

internal sealed record RebirthCommand(string Id, string Cmd);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase)]
[System.Text.Json.Serialization.JsonSerializable(typeof(RebirthCommand))]
internal sealed partial class IngestJson : System.Text.Json.Serialization.JsonSerializerContext;
