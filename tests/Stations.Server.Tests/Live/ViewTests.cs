using System.Text.Json;
using System.Text.Json.Nodes;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Tests.Live;

/// <summary>The JSON that everybody reads, to the letter.</summary>
public sealed class ViewTests
{
    private static readonly long Now = new DateTimeOffset(2026, 11, 21, 8, 0, 0, 123, TimeSpan.Zero).ToUnixTimeMilliseconds();

    [Fact]
    public void A_cabinet_reads_as_promised()
    {
        var cabinet = Samples.Device("d1:cab-1:cab", DeviceKind.ChargingCabinet, Samples.Station, Now, 2,
            Sample.Of(Field.TemperatureC, 24.5),
            Sample.Of(Field.Fan, true),
            Sample.Of(Field.Door, "closed", 1), Sample.Of(Field.Present, true, 1), Sample.Of(Field.PowerW, 410, 1), Sample.Of(Field.BatteryChargePct, 62, 1),
            Sample.Of(Field.TemperatureC, 31.2, 1),
            Sample.Of(Field.Door, "closed", 2), Sample.Of(Field.Present, false, 2));

        AssertJson(
            """
            {"id":"d1:cab-1:cab","station":"d1:s1","kind":"charging_cabinet","name":"1号",
             "connection":"ONLINE","health":"OK","admin":"IN_SERVICE","safety":false,"use":"FREE","status":"AVAILABLE",
             "confidence":"high","reason":"OK","reportedAt":"2026-11-21T08:00:00.123Z","clockSuspect":false,"urgency":"ok","free":1,"total":2,
             "values":{"temperature_c":24.5,"fan":true},
             "slots":[
              {"number":1,"use":"CHARGING","status":"CHARGING","confidence":"high","reason":"IN_USE","health":"OK","since":"2026-11-21T08:00:00.123Z","chargePercent":62,"powerWatts":410,"temperatureCelsius":31.2},
              {"number":2,"use":"FREE","status":"AVAILABLE","confidence":"high","reason":"OK","health":"OK","since":null,"chargePercent":null,"powerWatts":null,"temperatureCelsius":null}]}
            """,
            JsonSerializer.Serialize(DeviceView.Of(cabinet), PublicJson.Context.DeviceView));
    }

    [Fact]
    public void Only_a_cabinet_has_slots()
    {
        var json = JsonSerializer.SerializeToNode(DeviceView.Of(Samples.Cooler("d1:n:cooler", Now)), PublicJson.Context.DeviceView)!.AsObject();

        Assert.False(json.ContainsKey("slots"));
    }

    [Fact]
    public void A_device_that_was_never_heard_of_is_unknown_and_says_so()
    {
        var silent = Model.Device.Born(new DeviceInfo(new("d1", "n", "x"), DeviceKind.WaterCooler, Samples.Station, "x", 0, null), null, "boot-1");
        var json = JsonSerializer.SerializeToNode(DeviceView.Of(silent), PublicJson.Context.DeviceView)!;

        Assert.Equal(("UNKNOWN", "OFFLINE", "none", "NEVER_BORN"), ((string?)json["status"], (string?)json["connection"], (string?)json["confidence"], (string?)json["reason"]));
        Assert.Null(json["reportedAt"]);
    }

    [Fact]
    public void A_station_reads_as_promised()
    {
        var info = new StationInfo(
            Samples.Station,
            new Dictionary<string, string> { ["zh-CN"] = "万达商圈红色驿站", ["en"] = "Wanda red station" },
            Hours: "24/7",
            Position: new Position(32.05, 112.13));
        var picture = Samples.Picture(info, Samples.Cooler("d1:n:cooler", Now), Samples.Device("d1:n:spot", DeviceKind.ParkingSpot, Samples.Station, Now, 0));

        AssertJson(
            """
            {"id":"d1:s1","district":"d1","name":{"zh-CN":"万达商圈红色驿站","en":"Wanda red station"},"districtName":null,"address":null,"hours":"24/7","zone":"Asia/Shanghai",
             "position":{"latitude":32.05,"longitude":112.13},"distanceMetres":240,"sequence":2,"devices":2,
             "needs":{
              "water":{"answer":"yes","reason":"OK","since":"2026-11-21T08:00:00.123Z","free":1,"busy":0,"outOfOrder":0,"unknown":0,"total":1,"confidence":"high","reportedAt":"2026-11-21T08:00:00.123Z","celsius":92},
              "park":{"answer":"unknown","reason":"NOT_TOLD","since":"2026-11-21T08:00:00.123Z","free":0,"busy":0,"outOfOrder":0,"unknown":1,"total":1,"confidence":"none","reportedAt":"2026-11-21T08:00:00.123Z"}}}
            """,
            JsonSerializer.Serialize(StationView.Of(picture, distanceMetres: 239.6), PublicJson.Context.StationView));
    }

    [Fact]
    public void Distance_is_told_only_where_a_place_was_named()
    {
        var json = JsonSerializer.Serialize(StationView.Of(new StationPicture(StationInfo.Unnamed(Samples.Station), StationSummary.Empty)), PublicJson.Context.StationView);

        AssertJson(
            """
            {"id":"d1:s1","district":"d1","name":{"zh-CN":"s1","en":"s1"},"districtName":null,"address":null,"hours":null,"zone":"Asia/Shanghai","position":null,"sequence":0,"devices":0,"needs":{}}
            """,
            json);
    }

    [Fact]
    public void Chinese_is_written_as_it_is_and_markup_is_not()
    {
        var info = StationInfo.Unnamed(Samples.Station) with { Hours = "驿站<script>" };

        var json = JsonSerializer.Serialize(StationView.Of(new StationPicture(info, StationSummary.Empty)), PublicJson.Context.StationView);

        Assert.Contains(@"""驿站\u003Cscript\u003E""", json, StringComparison.Ordinal);
    }

    private static void AssertJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected\n{expected}\nbut was\n{actual}");
}
