using System.Text.Json;
using Stations.Protocol;
using Stations.Server.Outbox;

namespace Stations.Server.Ingest;

/// <summary>
/// Asks nodes for a birth, each at most once in <see cref="Pause"/>, and not more than <see cref="MaxNodes"/> at a time. What a birth is wanted for within
/// the pause may be news that this birth has overtaken: its node is asked again at the end.
/// </summary>
public sealed class Rebirths(TimeProvider clock, IngestMetrics metrics) : IDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    public const int MaxNodes = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<NodeId, Asked> asked = [];

    private sealed class Asked
    {
        public ITimer? Rest { get; set; }

        public bool Again { get; set; }
    }

    /// <param name="publish">Sends the command to <paramref name="device"/>, now or when its node may be asked again.</param>
    public void Ask(DeviceId device, Action<Dispatch> publish)
    {
        lock (gate)
        {
            if (asked.TryGetValue(device.NodeId, out var known))
            {
                known.Again = true;
                return;
            }

            if (asked.Count >= MaxNodes)
            {
                return;
            }

            var one = asked[device.NodeId] = new Asked();
            one.Rest = clock.CreateTimer(_ => EndRest(device, publish), null, Pause, Timeout.InfiniteTimeSpan);
        }

        metrics.CountRebirth();
        publish(new Dispatch(device, JsonSerializer.SerializeToUtf8Bytes(new RebirthCommand($"rebirth-{clock.NowMilliseconds()}", "rebirth"), IngestJson.Default.RebirthCommand)));
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var (_, one) in asked)
            {
                one.Rest?.Dispose();
            }
        }
    }

    private void EndRest(DeviceId device, Action<Dispatch> publish)
    {
        Asked? rested;
        lock (gate)
        {
            asked.Remove(device.NodeId, out rested);
        }

        rested?.Rest?.Dispose();
        if (rested is { Again: true })
        {
            Ask(device, publish);
        }
    }
}

internal sealed record RebirthCommand(string Id, string Cmd);

[System.Text.Json.Serialization.JsonSourceGenerationOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.CamelCase)]
[System.Text.Json.Serialization.JsonSerializable(typeof(RebirthCommand))]
internal sealed partial class IngestJson : System.Text.Json.Serialization.JsonSerializerContext;
