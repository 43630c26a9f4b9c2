using System.Globalization;
using System.Text.Json;
using DeviceSimulators.Devices;
using DeviceSimulators.Faults;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>A node without its network: the appliances behind it, and every message in the order in which it leaves.</summary>
/// <param name="boot">Of its first power-up; each one has a boot of its own.</param>
/// <param name="stations">What a gateway says of the station that it stands in; none for a cabinet's controller.</param>
public sealed partial class VirtualNode(
    NodeId id, string boot, BirthNode hardware, IReadOnlyList<BirthStation>? stations, IReadOnlyList<Appliance> appliances, DateTimeOffset from)
{
    private readonly Reporter[] reporters = [.. appliances.Select(appliance => new Reporter(appliance))];
    private readonly string firstBoot = boot;
    private int powerUps = 1;
    private DateTimeOffset now = from;
    private long seq;

    public NodeId Id => id;

    public int DeviceCount => reporters.Length;

    public IEnumerable<BirthDevice> Devices => reporters.Select(reporter => reporter.Description);

    /// <summary>Number of the last birth, 0 before the first of this life.</summary>
    public long LastBirth { get; private set; }

    /// <summary>The life that it lives now.</summary>
    public string Boot { get; private set; } = boot;

    public byte[] Conn(bool online, long ts) => JsonSerializer.SerializeToUtf8Bytes(new Conn(online, Boot, ts + skew), ProtocolJson.Default.Conn);

    public byte[] Birth(long ts)
    {
        var states = reporters.ToDictionary(
            reporter => reporter.Description.Device,
            reporter => EnvelopeWriter.ToElement(reporter.TellAll(ts)),
            StringComparer.Ordinal);
        var birth = new Birth(1, Boot, LastBirth = ++seq, ts + skew, hardware with { Firmware = firmware ?? hardware.Firmware }, stations, [.. Devices], states);
        return JsonSerializer.SerializeToUtf8Bytes(birth, ProtocolJson.Default.Birth);
    }

    /// <summary>Lives until <paramref name="virtualNow"/> and says what there is to say, dated <paramref name="ts"/> (wall time, epoch milliseconds).</summary>
    public IReadOnlyList<Message> Advance(DateTimeOffset virtualNow, long ts)
    {
        var messages = new List<Message>();
        if (told.Count == 0)
        {
            Witness(ts);
        }

        for (; now + Appliance.Tick <= virtualNow; now += Appliance.Tick)
        {
            Befall(now + Appliance.Tick, ts);
            foreach (var reporter in reporters)
            {
                if (Line is Line.Off or Line.Hung)
                {
                    reporter.Appliance.Pass(now + Appliance.Tick);
                }
                else
                {
                    Say(messages, reporter, Verb.State, reporter.Step(now + Appliance.Tick, ts), ts);
                }
            }

            Witness(ts);
        }

        if (Line is Line.Off or Line.Hung)
        {
            return messages;
        }

        foreach (var reporter in reporters)
        {
            Say(messages, reporter, Verb.State, reporter.StatesDue(ts), ts);
            Say(messages, reporter, Verb.Tele, reporter.ReadingsDue(ts), ts);
        }

        return Repeated(messages, ts);
    }

    private void Say(List<Message> messages, Reporter reporter, Verb verb, Sample[]? samples, long ts)
    {
        if (samples is not null)
        {
            messages.Add(new Message(new DeviceId(id.District, id.Node, reporter.Description.Device), verb, Boot, ++seq, ts + skew, samples));
        }
    }

    /// <summary>What was in memory is gone; numbers begin anew.</summary>
    private void PowerUp()
    {
        Boot = string.Create(CultureInfo.InvariantCulture, $"{firstBoot}-{++powerUps}");
        (seq, LastBirth) = (0, 0);
    }
}
