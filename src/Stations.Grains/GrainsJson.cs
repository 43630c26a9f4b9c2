using System.Text.Json.Serialization;

namespace Stations.Grains;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(DeviceBirth))]
[JsonSerializable(typeof(NodeState))]
[JsonSerializable(typeof(StationState))]
internal sealed partial class GrainsJson : JsonSerializerContext;
