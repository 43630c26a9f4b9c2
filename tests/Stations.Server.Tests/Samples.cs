using System.Buffers;
using System.Text;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Tests;

/// <summary>Devices and births as they come over the wire.</summary>
internal static class Samples
{
    public static readonly StationId Station = new("d1", "s1");

    /// <summary>A device that has sent <paramref name="samples"/> and is online.</summary>
    public static Device Device(string id, DeviceKind kind, StationId station, long at, int slots, params Sample[] samples)
    {
        Assert.True(DeviceId.TryParse(id, out var parsed));
        var bytes = new ArrayBufferWriter<byte>();
        EnvelopeWriter.Write(bytes, "boot-1", 1, at, samples, full: true);
        var parser = new ReadingParser();
        Assert.True(parser.TryParse(bytes.WrittenSpan, out _, out var detail), detail);
        var born = Model.Device.Born(new DeviceInfo(parsed, kind, station, "1号", slots, null), null, "boot-1");
        return Observation.FactsOf(born, before: null, parser.Reading, at, RuleBook.Default).Aggregate(born.Apply(parser.Reading, at), (device, fact) => device.Apply(fact));
    }

    public static Device Cooler(string id, long at, StationId? station = null, double hot = 92, long position = 1) =>
        Device(id, DeviceKind.WaterCooler, station ?? Station, at, 0, Sample.Of(Field.Mode, "standby"), Sample.Of(Field.HotC, hot)) with { JournalPosition = position };

    public static StationPicture Picture(StationInfo info, params Device[] devices) =>
        new(info, devices.Aggregate(StationSummary.Empty, (summary, device) => summary.Change(null, Contribution.Of(device))));

    public static byte[] Birth(long now, long seq, string stations, string devices, string state) => Encoding.UTF8.GetBytes(
        $$$"""{"v":1,"boot":"boot-1","seq":{{{seq}}},"ts":{{{now}}},"full":true,"stations":[{{{stations}}}],"devices":[{{{devices}}}],"d":{ {{{state}}} }}""");
}
