using System.Text.Json.Serialization;

namespace Stations.Server.Live;

/// <summary>JSON of the public API and of the live stream, by one set of rules.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(StationView))]
[JsonSerializable(typeof(DeviceView))]
[JsonSerializable(typeof(SnapshotView))]
internal sealed partial class ServerJson : JsonSerializerContext;
