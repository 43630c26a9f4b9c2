using System.Text;

namespace Stations.Benchmarks.Hostile;

/// <summary>Something that a client should not do, again and again.</summary>
/// <param name="Turn">What it does every hundredth of a second.</param>
internal sealed record Attack(string Name, Action<Attacker> Turn)
{
    private const byte Publish0 = 0x30;
    private const byte PublishRetained = 0x31;
    private const int Large = 60_000;

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("a subscriber that never reads", attacker =>
        {
            if (attacker.Number == 0)
            {
                attacker.Open().Send([.. Connect("deaf"), .. Subscribe("wn/1/bench/loud/#")]);
                attacker.Open().Send(Connect("loud"));
            }

            attacker.Last.Send(Publish(Publish0, "wn/1/bench/loud/cab/cmd", Large));
        }),
        new("a flood of garbage", attacker =>
        {
            if (attacker.Number == 0)
            {
                attacker.Open().Send(Connect("flood"));
            }

            attacker.Last.Send([.. Enumerable.Repeat(Publish(Publish0, "wn/1/bench/flood/cab/tele", 100), 50).SelectMany(packet => packet)]);
        }),
        new("a takeover storm", attacker => attacker.Open().Send(Connect("storm"))),
        new("half-open sockets", attacker => attacker.Open().Send([0x10, 0x20])),
        new("a retained flood", attacker =>
        {
            if (attacker.Number % 100 == 0)
            {
                attacker.Open().Send(Connect($"keeper{attacker.Number}"));
            }

            attacker.Last.Send([.. Enumerable.Range(0, 50).SelectMany(number => Publish(PublishRetained, $"wn/1/bench/k{attacker.Number}-{number}/cab/desired", 200))]);
        }),
        new("wildcard bombs", attacker =>
        {
            if (attacker.Number % 20 == 0)
            {
                attacker.Open().Send(Connect($"bomb{attacker.Number}"));
            }

            attacker.Last.Send([.. Enumerable.Range(1, 15).SelectMany(levels => Subscribe($"{string.Join('/', Enumerable.Repeat("+", levels))}/none{attacker.Number % 3}"))]);
        }),
        new("packets byte by byte", attacker =>
        {
            if (attacker.Number < Attacker.MostOpen)
            {
                attacker.Open().Send([.. Connect($"slow{attacker.Number}"), Publish0, 0xF0, 0x7F]);
            }

            attacker.All.ForEach(socket => socket.Send([0]));
        }),
    ];

    public static byte[] Connect(string name) => Packet(0x10, [0, 4, .. "MQTT"u8, 4, 2, 0, 0, .. Text(name)]);

    private static byte[] Subscribe(string filter) => Packet(0x82, [0, 1, .. Text(filter), 0]);

    private static byte[] Publish(byte head, string topic, int payload) => Packet(head, [.. Text(topic), .. new byte[payload]]);

    private static byte[] Text(string text) => [(byte)(text.Length >> 8), (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Packet(byte head, byte[] body) => body.Length < 0x80
        ? [head, (byte)body.Length, .. body]
        : [head, (byte)(body.Length | 0x80), (byte)(body.Length >> 7 | (body.Length >= 0x4000 ? 0x80 : 0)), .. body.Length >= 0x4000 ? new[] { (byte)(body.Length >> 14) } : [], .. body];
}
