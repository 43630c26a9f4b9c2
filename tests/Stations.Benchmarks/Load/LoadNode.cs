using System.Text;

namespace Stations.Benchmarks.Load;

/// <summary>One virtual node: a birth that names its cabinets, then their telemetry, all by one <c>seq</c>.</summary>
internal sealed class LoadNode
{
    public const string District = "bench";
    public const string Epoch = "1000000000000";
    public const string Power = "1000.000";

    private readonly string station;
    private long seq;

    /// <param name="station">Where all its cabinets stand.</param>
    public LoadNode(int number, string boot, string station, int devices = 1)
    {
        (Name, Boot, this.station) = ($"n{number}", boot, station);
        Devices = [.. Enumerable.Range(0, devices).Select(index => new LoadDevice(this, index == 0 ? "cab" : $"cab{index}"))];
    }

    public string Name { get; }

    public string Boot { get; }

    public LoadDevice[] Devices { get; }

    /// <summary>The server has acknowledged its birth.</summary>
    public bool IsBorn { get; set; }

    public long Next() => seq++;

    /// <summary>Sent once, so nothing of it is kept.</summary>
    public byte[] Birth()
    {
        var devices = string.Join(',', Devices.Select(device => $$"""{"device":"{{device.Name}}","kind":"charging_cabinet","station":"{{station}}","name":"Bench cabinet","slots":2}"""));
        var values = string.Join(',', Devices.Select(device => $$"""
            "{{device.Name}}":{"power_w":{{Power}}}
            """));
        return Publish("birth", $$$"""
            {"v":1,"boot":"{{{Boot}}}","seq":0,"ts":{{{Epoch}}},"full":true,"node":{"maker":"Bench","model":"B1","firmware":"1.0.0"},"devices":[{{{devices}}}],"d":{{{{values}}} }}
            """);
    }

    /// <summary>A packet of QoS 1 whose packet id is yet to be written.</summary>
    public byte[] Publish(string verb, string payload)
    {
        var topic = $"wn/1/{District}/{Name}/{verb}";
        var length = 2 + topic.Length + 2 + payload.Length;
        var packet = new List<byte> { 0x32 };
        for (var rest = length; ; rest >>= 7)
        {
            packet.Add((byte)(rest < 128 ? rest : rest | 128));
            if (rest < 128)
            {
                break;
            }
        }

        packet.AddRange([(byte)(topic.Length >> 8), (byte)topic.Length, .. Encoding.ASCII.GetBytes(topic), 0, 0, .. Encoding.ASCII.GetBytes(payload)]);
        return [.. packet];
    }
}
