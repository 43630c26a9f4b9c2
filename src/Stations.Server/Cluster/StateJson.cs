using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans.Storage;

namespace Stations.Server.Cluster;

/// <summary>States of grains that only a cluster has.</summary>
internal sealed class StateJson : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T input) => new(JsonSerializer.SerializeToUtf8Bytes(input, typeof(T), ClusterJson.Default));

    public T Deserialize<T>(BinaryData input) => (T)JsonSerializer.Deserialize(input.ToMemory().Span, typeof(T), ClusterJson.Default)!;
}

[JsonSerializable(typeof(CaretakerState))]
internal sealed partial class ClusterJson : JsonSerializerContext;
