using System.Text;
using Stations.Protocol;

namespace Stations.Tests.Protocol;

/// <summary>Whatever bytes arrive, a parser answers yes or a reason.</summary>
public sealed class HostilePayloadTests
{
    private static readonly byte[][] Valid =
    [
        .. new[]
        {
            """{"v":1,"boot":"01J","seq":7,"ts":1762400000123,"hist":false,"full":true,"d":{"slot.03.temperature_c":31.2,"smoke":{"v":false,"q":"good"},"mode":"heizen é","people":null}}""",
            """{"v":1,"boot":"01J","seq":1,"ts":1762400000123,"full":true,"node":{"maker":"m","model":"n","firmware":"1"},"stations":[{"station":"s","name":{"en":"S"},"hours":"24/7","latitude":32.1,"longitude":112.1}],"devices":[{"device":"cab","kind":"charging_cabinet","station":"s","name":"C","slots":12}],"d":{"cab":{"temperature_c":24.5,"slot.03.present":true}}}""",
            """{"online":true,"boot":"01J","ts":1762400000123}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private readonly ReadingParser readings = new();

    [Fact]
    public void No_prefix_of_a_valid_payload_is_accepted()
    {
        foreach (var payload in Valid)
        {
            for (var length = 0; length < payload.Length; length++)
            {
                var prefix = payload.AsSpan(0, length);
                Assert.Equal((false, RejectReason.NotJson), (readings.TryParse(prefix, out var reason, out _), reason));
                Assert.Equal((false, RejectReason.NotJson), (Birth.TryParse(prefix, out _, out reason, out _), reason));
                Assert.Equal((false, RejectReason.NotJson), (Conn.TryParse(prefix, out _, out reason, out _), reason));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_mutated_payload_is_read_or_refused_with_a_reason(int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var round = 0; round < 5_000; round++)
        {
            var payload = Mutate(Valid[random.Next(Valid.Length)], random);
            refused += AnswersConsistently(payload) ? 0 : 1;
        }

        Assert.InRange(refused, 1, 4_999);
    }

    private bool AnswersConsistently(byte[] payload)
    {
        var read = readings.TryParse(payload, out var reason, out var detail);
        Assert.True(read == (reason == RejectReason.None), Describe(payload, reason));
        Assert.True(read || detail.Length > 0, Describe(payload, reason));

        var born = Birth.TryParse(payload, out var birth, out reason, out _);
        Assert.True(born == (reason == RejectReason.None), Describe(payload, reason));
        Assert.True(born == birth is not null, Describe(payload, reason));
        foreach (var device in birth?.Devices.Select(device => device.Device) ?? [])
        {
            Assert.Equal(readings.TryParse(birth!.StateOf(device), out reason, out _), reason == RejectReason.None);
        }

        var connected = Conn.TryParse(payload, out var conn, out reason, out _);
        Assert.True(connected == (reason == RejectReason.None), Describe(payload, reason));
        Assert.True(connected == conn is not null, Describe(payload, reason));
        return read || born || connected;
    }

    private static byte[] Mutate(byte[] valid, Random random)
    {
        var payload = valid.ToList();
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(payload.Count);
            switch (random.Next(5))
            {
                case 0:
                    payload[at] = (byte)random.Next(256);
                    break;
                case 1:
                    payload.RemoveRange(at, Math.Min(random.Next(1, 8), payload.Count - at - 1));
                    break;
                case 2:
                    payload.InsertRange(at, payload.GetRange(at, Math.Min(random.Next(1, 30), payload.Count - at)));
                    break;
                case 3:
                    payload.InsertRange(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                default:
                    payload[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return [.. payload];
    }

    private static readonly byte[][] Tokens =
        [.. new[] { "null", "{}", "[]", "[[[[[[[[[", "\"\"", "\\ud800", "\\u0000", "1e400", "-0", "true", "{\"q\":{}}", ",", ":", "\"" }.Select(Encoding.UTF8.GetBytes)];

    private static string Describe(byte[] payload, RejectReason reason) => $"{reason}: {Encoding.UTF8.GetString(payload)}";
}
