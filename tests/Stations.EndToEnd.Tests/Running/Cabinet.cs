using System.Text;

namespace Stations.EndToEnd.Running;

/// <summary>A charging cabinet's messages, written by hand so that a mistake in the product's own writer cannot hide.</summary>
internal sealed class Cabinet(string district, string node, string station, string boot = "B1", int slots = 2)
{
    private long seq;

    public string Id => $"{district}:{node}:cab";

    public string StationId => $"{district}:{station}";

    public string Prefix => $"wn/1/{district}/{node}";

    public string BirthTopic => $"{Prefix}/birth";

    public string TelemetryTopic => $"{Prefix}/cab/tele";

    public static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>All doors shut; slot 1 is empty, the others hold a battery.</summary>
    public byte[] Birth()
    {
        var doors = Enumerable.Range(1, slots).Select(slot => $"\"slot.{slot:00}.door\":\"closed\",\"slot.{slot:00}.present\":{(slot == 1 ? "false" : "true")}");
        return Bytes($$$"""
            {"v":1,"boot":"{{{boot}}}","seq":{{{++seq}}},"ts":{{{Now}}},"full":true,
            "devices":[{"device":"cab","kind":"charging_cabinet","station":"{{{station}}}","name":"{{{node}}}","slots":{{{slots}}}}],
            "d":{"cab":{ {{{string.Join(',', doors)}}} } } }
            """);
    }

    /// <param name="fields">JSON, such as <c>"slot.02.present":false</c>.</param>
    public byte[] Telemetry(string fields) => Bytes($$"""{"v":1,"boot":"{{boot}}","seq":{{++seq}},"ts":{{Now}},"d":{ {{fields}} } }""");

    public byte[] Connection(bool online) => Bytes($$"""{"online":{{(online ? "true" : "false")}},"boot":"{{boot}}","ts":{{Now}}}""");

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);
}
