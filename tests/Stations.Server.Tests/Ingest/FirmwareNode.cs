using System.Text;
using Stations.Mqtt.Packets;
using Stations.Protocol;

namespace Stations.Server.Tests.Ingest;

/// <summary>A cabinet with two slots whose births say which firmware it runs.</summary>
internal sealed class FirmwareNode(RunningServer server, string district)
{
    /// <summary>Of model C firmware 2 says the opposite, with other words and in tenths of a degree; 3 speaks our words; there is no other.</summary>
    public const string Adapters = """
        {"adapters":[
          {"maker":"M","model":"C","firmware":"3.*"},
          {"maker":"M","model":"C","firmware":"2.*","fields":{
            "slot.present":{"words":{"true":false,"false":true}},
            "slot.lid":{"as":"door","words":{"shut":"closed","ajar":"open"}},
            "temp":{"as":"temperature_c","times":0.1}}}]}
        """;

    private long sequence;

    public string Id => $"{district}:cab-1:cab";

    public string Boot { get; set; } = "boot-1";

    private static long Now => TimeProvider.System.NowMilliseconds();

    /// <summary>What lets a server know them.</summary>
    public static string Setting(DirectoryInfo folder)
    {
        var file = Path.Combine(folder.FullName, "adapters.json");
        File.WriteAllText(file, Adapters);
        return $"--Adapters:File={file}";
    }

    public Task Bear(string firmware, string state, string model = "C") => Publish("birth", $$"""
        {"v":1,"boot":"{{Boot}}","seq":{{++sequence}},"ts":{{Now}},"node":{"maker":"M","model":"{{model}}","firmware":"{{firmware}}"},
        "devices":[{"device":"cab","kind":"charging_cabinet","station":"s","name":"柜","slots":2}],"d":{"cab":{ {{state}} } } }
        """);

    public Task Tell(string fields, string verb = "tele", string? boot = null, bool historic = false) => Publish(
        $"cab/{verb}", $$"""{"v":1,"boot":"{{boot ?? Boot}}","seq":{{++sequence}},"ts":{{Now}},"hist":{{(historic ? "true" : "false")}},"d":{ {{fields}} } }""");

    public async Task<string> Slots()
    {
        var device = await server.Get($"/api/v1/devices/{Id}");
        return string.Join(' ', device["slots"]!.AsArray().Select(slot => (string)slot!["use"]!));
    }

    public async Task<double?> Temperature() => (double?)(await server.Get($"/api/v1/devices/{Id}"))["values"]!["temperature_c"];

    private async Task Publish(string what, string payload) =>
        Assert.Equal(ReasonCode.Success, await server.PublishAnything($"wn/1/{district}/cab-1/{what}", Encoding.UTF8.GetBytes(payload)));
}
