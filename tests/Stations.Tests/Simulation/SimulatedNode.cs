using System.Text;
using Stations.Protocol;

namespace Stations.Tests.Simulation;

/// <summary>
/// A node with charging cabinets of two slots each, and what is true of them. Everything it sends has QoS 1. A node whose messages may
/// overtake each other sends its full state each time; another one sends what has changed.
/// </summary>
internal sealed class SimulatedNode(string name, int cabinets, bool keepsOrder, Random random, Witness witness)
{
    public const int Slots = 2;

    private readonly (bool Present, bool Open, bool Known)[,] truth = new (bool, bool, bool)[cabinets, Slots];
    private readonly bool[] smoke = new bool[cabinets];
    private int boots;
    private long seq;

    public string Id { get; } = $"town:{name}";

    public string Boot { get; private set; } = "";

    /// <summary>Not acknowledged yet, oldest first.</summary>
    public List<Packet> Outbox { get; } = [];

    /// <summary>What may arrive next. Who sends only what has changed waits until the server has acknowledged the birth that it builds on.</summary>
    public List<Packet> Waiting => !keepsOrder ? Outbox
        : Outbox.Find(packet => packet.Verb == Verb.Birth && packet.Boot == Boot) is { IsAcknowledged: false } birth ? [.. new[] { birth }.Where(one => !one.IsSent)]
        : Outbox.FindAll(packet => !packet.IsSent);

    public bool IsConnected { get; private set; }

    public int Session { get; private set; }

    public bool KeepsOrder => keepsOrder;

    /// <summary>
    /// A new life. What was measured in the old one may be kept and sent later; its birth is not news any more, but one whose acknowledgement
    /// was lost may still come again.
    /// </summary>
    public void Reboot(bool keepsOutbox)
    {
        Outbox.RemoveAll(packet => !keepsOutbox || (packet.Verb == Verb.Birth && !packet.IsAcknowledged));
        IsConnected = false;
        (Boot, seq) = ($"boot-{++boots}", 0);
    }

    public void Disconnect() => IsConnected = false;

    /// <summary>A session begins with a birth; then comes what was not acknowledged in the one before.</summary>
    public void Connect(long now)
    {
        IsConnected = true;
        Session++;
        Outbox.ForEach(packet => packet.IsSent = false);
        Outbox.Insert(0, Birth(now));
    }

    /// <summary>Something changes, and the node tells of it; or nothing does, and it says that it is alive.</summary>
    public void Live(long now)
    {
        var cabinet = random.Next(cabinets);
        var slot = random.Next(Slots);
        var historic = random.Next(12) == 0;
        if (!historic)
        {
            truth[cabinet, slot] = (random.Next(2) == 0, random.Next(4) == 0, random.Next(8) > 0);
            smoke[cabinet] |= random.Next(150) == 0;
        }

        var full = !keepsOrder || random.Next(8) == 0;
        var device = $"{Id}:c{cabinet}";
        var state = full ? State(cabinet) : $"\"smoke\":{Json(smoke[cabinet])},{State(cabinet, slot)}";
        var text = $$$"""{"v":1,"boot":"{{{Boot}}}","seq":{{{++seq}}},"ts":{{{now}}},"full":{{{Json(full)}}},"hist":{{{Json(historic)}}},"d":{{{{state}}}}}""";
        witness.Sent(device, Boot, seq, historic ? null : Free(cabinet));
        Outbox.Add(new Packet(this, Verb.Tele, Boot, seq, [device], Encoding.UTF8.GetBytes(text)));
    }

    public Packet Will(string boot, long now) =>
        new(this, Verb.Conn, boot, 0, [], Encoding.UTF8.GetBytes($$"""{"online":false,"boot":"{{boot}}","ts":{{now}}}"""));

    private Packet Birth(long now)
    {
        seq++;
        var devices = new string[cabinets];
        for (var cabinet = 0; cabinet < cabinets; cabinet++)
        {
            devices[cabinet] = $"{Id}:c{cabinet}";
            witness.Sent(devices[cabinet], Boot, seq, Free(cabinet));
        }

        var told = string.Join(',', Enumerable.Range(0, cabinets).Select(cabinet =>
            $$"""{"device":"c{{cabinet}}","kind":"charging_cabinet","station":"s","name":null,"slots":{{Slots}}}"""));
        var states = string.Join(',', Enumerable.Range(0, cabinets).Select(cabinet => $"\"c{cabinet}\":{{{State(cabinet)}}}"));
        var text = $$$"""{"v":1,"boot":"{{{Boot}}}","seq":{{{seq}}},"ts":{{{now}}},"full":true,"devices":[{{{told}}}],"d":{{{{states}}}}}""";
        return new Packet(this, Verb.Birth, Boot, seq, devices, Encoding.UTF8.GetBytes(text));
    }

    private bool[] Free(int cabinet) =>
        [.. Enumerable.Range(0, Slots).Select(slot => truth[cabinet, slot] is { Known: true, Present: false, Open: false } && !smoke[cabinet])];

    private string State(int cabinet) =>
        $"\"smoke\":{Json(smoke[cabinet])}," + string.Join(',', Enumerable.Range(0, Slots).Select(slot => State(cabinet, slot)));

    private string State(int cabinet, int slot)
    {
        var (present, open, known) = truth[cabinet, slot];
        return $"\"slot.0{slot + 1}.door\":{(known ? open ? "\"open\"" : "\"closed\"" : "null")},\"slot.0{slot + 1}.present\":{Json(present)}";
    }

    private static string Json(bool value) => value ? "true" : "false";
}
