using System.Text.Json;
using Orleans.Storage;
using Stations.Grains;

namespace Stations.Server.Cluster;

/// <summary>Grain states in the database are the same JSON as in the journal of the Embedded edition.</summary>
internal sealed class StateJson : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T input) => new(JsonSerializer.SerializeToUtf8Bytes(input, typeof(T), GrainsJson.Default));

    public T Deserialize<T>(BinaryData input) => (T)JsonSerializer.Deserialize(input.ToMemory().Span, typeof(T), GrainsJson.Default)!;
}
