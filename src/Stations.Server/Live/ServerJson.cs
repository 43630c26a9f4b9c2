using System.Text.Json.Serialization;
using Stations.Server.Api;
using Stations.Server.Pages;
using Stations.Server.Reports;

namespace Stations.Server.Live;

/// <summary>JSON of the public API and of the live stream, by one set of rules; written through <see cref="PublicJson"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(StationView))]
[JsonSerializable(typeof(DeviceView))]
[JsonSerializable(typeof(SnapshotView))]
[JsonSerializable(typeof(AlarmsView))]
[JsonSerializable(typeof(ActBody))]
[JsonSerializable(typeof(CommandBody))]
[JsonSerializable(typeof(CommandView))]
[JsonSerializable(typeof(CommandPage))]
[JsonSerializable(typeof(DeviceCommandsView))]
[JsonSerializable(typeof(StationPage))]
[JsonSerializable(typeof(DevicePage))]
[JsonSerializable(typeof(DistrictsView))]
[JsonSerializable(typeof(FleetView))]
[JsonSerializable(typeof(KpiView))]
[JsonSerializable(typeof(MessagePage))]
[JsonSerializable(typeof(NodePage))]
[JsonSerializable(typeof(QuarantinePage))]
[JsonSerializable(typeof(HistoryView))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(StationBody))]
[JsonSerializable(typeof(NodeBody))]
[JsonSerializable(typeof(NodeCredentials))]
[JsonSerializable(typeof(NodeView))]
[JsonSerializable(typeof(RotatedCredentials))]
[JsonSerializable(typeof(ClaimView))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(List<NodeBody>))]
[JsonSerializable(typeof(SecurityEventPage))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ReadyView))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(KnownView))]
[JsonSerializable(typeof(ReportBody))]
[JsonSerializable(typeof(ReportReceipt))]
[JsonSerializable(typeof(ReportAnswerBody))]
[JsonSerializable(typeof(ReportView))]
[JsonSerializable(typeof(ReportPage))]
internal sealed partial class ServerJson : JsonSerializerContext;
