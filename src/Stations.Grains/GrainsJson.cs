using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Grains;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(Act))]
[JsonSerializable(typeof(AuditState))]
[JsonSerializable(typeof(Config))]
[JsonSerializable(typeof(DeviceBirth))]
[JsonSerializable(typeof(FleetState))]
[JsonSerializable(typeof(Hold[]))]
[JsonSerializable(typeof(IReadOnlyList<HoldStep>))]
[JsonSerializable(typeof(IReadOnlyList<CommandStep>))]
[JsonSerializable(typeof(NodeState))]
[JsonSerializable(typeof(PhotoState))]
[JsonSerializable(typeof(ReportEvent))]
[JsonSerializable(typeof(DeviceCommands))]
[JsonSerializable(typeof(QueueState))]
[JsonSerializable(typeof(RiderState))]
[JsonSerializable(typeof(RosterState))]
[JsonSerializable(typeof(StationState))]
[JsonSerializable(typeof(Trust))]
internal sealed partial class GrainsJson : JsonSerializerContext;
