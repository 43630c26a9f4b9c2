using System.Text;
using Stations.Model;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

/// <summary>A node with one appliance, and what it says. Completes when the broker has it.</summary>
internal sealed class Appliance(MqttClient client, string district, string node, string boot = "boot-1", string kind = "water_cooler")
{
    public string Id => $"{district}:{node}:c1";

    public DeviceId Device => new(district, node, "c1");

    public string CommandTopic => $"{Root}/c1/cmd";

    private string Root => $"wn/1/{district}/{node}";

    private static long Now => TimeProvider.System.NowMilliseconds();

    public static double? Hot(Device device) => device.Values.Number(Field.HotC);

    public Task Birth(long seq, double hot) => Say("birth", $$$"""
        {"v":1,"boot":"{{{boot}}}","seq":{{{seq}}},"ts":{{{Now}}},"full":true,
         "devices":[{"device":"c1","kind":"{{{kind}}}","station":"s1","name":"1","slots":1}],"d":{"c1":{"mode":"standby","hot_c":{{{hot}}} } } }
        """);

    public Task Hot(long seq, double hot) => Tell(seq, FormattableString.Invariant($"\"hot_c\":{hot}"));

    public Task Tell(long seq, string fields) => Say("c1/tele", $$$"""{"v":1,"boot":"{{{boot}}}","seq":{{{seq}}},"ts":{{{Now}}},"d":{ {{{fields}}} }}""");

    public async Task Say(string topic, string payload) =>
        Assert.True(await client.PublishAsync($"{Root}/{topic}", Encoding.UTF8.GetBytes(payload)).Within($"the broker's answer on {topic}") < ReasonCode.UnspecifiedError);
}
