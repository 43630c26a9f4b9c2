using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Grains;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Act))]
[JsonSerializable(typeof(DeviceBirth))]
[JsonSerializable(typeof(IReadOnlyList<OrderStep>))]
[JsonSerializable(typeof(NodeState))]
[JsonSerializable(typeof(PhotoState))]
[JsonSerializable(typeof(ReportEvent))]
[JsonSerializable(typeof(Orders))]
[JsonSerializable(typeof(StationState))]
[JsonSerializable(typeof(Trust))]
internal sealed partial class GrainsJson : JsonSerializerContext;
