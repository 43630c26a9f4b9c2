using System.Text;
using System.Text.Json.Nodes;
using Stations.Mqtt.Packets;
using Stations.Protocol;

namespace Stations.Server.Tests.Ingest;

/// <summary>A message that is lost on its way, over a real socket.</summary>
public sealed class LostMessageTests(RunningServer server)
{
    [Fact]
    public async Task Its_node_is_asked_for_its_state()
    {
        const string Node = "wn/1/lost/gw";
        var now = TimeProvider.System.NowMilliseconds();
        await using var gateway = new ListeningDevice(server, "lost", $"{Node}/+/cmd");
        await gateway.Listen();
        await Say("birth", Encoding.UTF8.GetString(Samples.Birth(now, 1, "", """{"device":"c","kind":"water_cooler","station":"s","name":"饮水机"}""", "\"c\":{\"mode\":\"standby\"}")));
        for (var number = 2; number <= 30; number++)
        {
            if (number != 29)
            {
                await Say("c/tele", $$$"""{"v":1,"boot":"boot-1","seq":{{{number}}},"ts":{{{now}}},"d":{"hot_c":{{{60 + number}}}}}""");
            }
        }

        Assert.Equal("rebirth", (string?)JsonNode.Parse((await gateway.Hears("that it is asked")).Payload.Span)!["cmd"]);

        async Task Say(string what, string payload) => Assert.Equal(ReasonCode.Success, await server.PublishAnything($"{Node}/{what}", Encoding.UTF8.GetBytes(payload)));
    }
}
