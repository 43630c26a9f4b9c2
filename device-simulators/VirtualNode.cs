using System.Text.Json;
using DeviceSimulators.Devices;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>A node without its network: the appliances behind it, and every message in the order in which it leaves.</summary>
/// <param name="boot">New at every power-up.</param>
/// <param name="stations">What a gateway says of the station that it stands in; none for a cabinet's controller.</param>
public sealed class VirtualNode(NodeId id, string boot, BirthNode hardware, IReadOnlyList<BirthStation>? stations, IReadOnlyList<Appliance> appliances, DateTimeOffset from)
{
    private readonly Reporter[] reporters = [.. appliances.Select(appliance => new Reporter(appliance))];
    private DateTimeOffset now = from;
    private long seq;

    public NodeId Id => id;

    public int DeviceCount => reporters.Length;

    /// <summary>Number of the last birth, 0 before the first.</summary>
    public long LastBirth { get; private set; }

    public byte[] Conn(bool online, long ts) => JsonSerializer.SerializeToUtf8Bytes(new Conn(online, boot, ts), ProtocolJson.Default.Conn);

    public byte[] Birth(long ts)
    {
        var states = reporters.ToDictionary(
            reporter => reporter.Description.Device,
            reporter => EnvelopeWriter.ToElement(reporter.TellAll(ts)),
            StringComparer.Ordinal);
        var birth = new Birth(1, boot, LastBirth = ++seq, ts, hardware, stations, [.. reporters.Select(reporter => reporter.Description)], states);
        return JsonSerializer.SerializeToUtf8Bytes(birth, ProtocolJson.Default.Birth);
    }

    /// <summary>Lives until <paramref name="virtualNow"/> and says what there is to say, dated <paramref name="ts"/> (wall time, epoch milliseconds).</summary>
    public IReadOnlyList<Message> Advance(DateTimeOffset virtualNow, long ts)
    {
        var messages = new List<Message>();
        for (; now + Appliance.Tick <= virtualNow; now += Appliance.Tick)
        {
            foreach (var reporter in reporters)
            {
                Say(reporter, Verb.State, reporter.Step(now + Appliance.Tick, ts));
            }
        }

        foreach (var reporter in reporters)
        {
            Say(reporter, Verb.Tele, reporter.Readings(ts));
        }

        return messages;

        void Say(Reporter reporter, Verb verb, Sample[]? samples)
        {
            if (samples is not null)
            {
                messages.Add(new Message(new DeviceId(id.District, id.Node, reporter.Description.Device), verb, boot, ++seq, ts, samples));
            }
        }
    }
}
