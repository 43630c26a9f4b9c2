using System.Buffers.Binary;
using System.Net;
using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;
using Stations.Mqtt.Wire;

namespace Stations.Tests.Mqtt;

public sealed class ProxyHeaderTests
{
    private static readonly IPEndPoint Four = new(IPAddress.Parse("203.0.113.7"), 40_001);
    private static readonly IPEndPoint Six = new(IPAddress.Parse("2001:db8::7"), 40_002);

    public static TheoryData<string, byte[], string?> Accepted() => new()
    {
        { "IPv4", Header(0x21, 0x11, Addresses(Four)), Four.ToString() },
        { "IPv6", Header(0x21, 0x21, Addresses(Six)), Six.ToString() },
        { "IPv4 with TLVs", Header(0x21, 0x11, [.. Addresses(Four), 0x04, 0x00, 0x01, 0xFF, 0xEE, 0x00, 0x02, 1, 2]), Four.ToString() },
        { "LOCAL", Header(0x20, 0x00, []), null },
        { "LOCAL with addresses that do not count", Header(0x20, 0x11, Addresses(Four)), null },
        { "UNSPEC", Header(0x21, 0x00, []), null },
        { "UNSPEC with something behind it", Header(0x21, 0x00, new byte[40]), null },
        { "UNIX", Header(0x21, 0x31, new byte[216]), null },
        { "as long as it may be", Header(0x21, 0x11, [.. Addresses(Four), .. new byte[ProxyHeader.MaxLength - 16 - 12]]), Four.ToString() },
    };

    public static TheoryData<string, byte[], string> Refused() => new()
    {
        { "version 1", "PROXY TCP4 203.0.113.7 127.0.0.1 40001 1883\r\n"u8.ToArray(), ProxyHeader.Version1 },
        { "MQTT without a header", PacketSamples.Encode(new ConnectPacket("d"), MqttVersion.V50), ProxyHeader.Absent },
        { "a handshake without a header", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01], ProxyHeader.Absent },
        { "a wrong byte in the signature", [.. Header(0x21, 0x11, Addresses(Four))[..11], 0x0B], ProxyHeader.Absent },
        { "version 3", Header(0x31, 0x11, Addresses(Four)), ProxyHeader.Malformed },
        { "an unknown command", Header(0x22, 0x11, Addresses(Four)), ProxyHeader.Malformed },
        { "an unknown family", Header(0x21, 0x41, Addresses(Four)), ProxyHeader.Malformed },
        { "datagrams", Header(0x21, 0x12, Addresses(Four)), ProxyHeader.Malformed },
        { "IPv4 too short", Header(0x21, 0x11, Addresses(Four)[..11]), ProxyHeader.Malformed },
        { "IPv6 too short", Header(0x21, 0x21, Addresses(Six)[..35]), ProxyHeader.Malformed },
        { "UNIX too short", Header(0x21, 0x31, new byte[215]), ProxyHeader.Malformed },
        { "longer than it may be", Header(0x21, 0x11, [.. Addresses(Four), .. new byte[ProxyHeader.MaxLength]]), ProxyHeader.Malformed },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void A_header_says_whose_connection_it_is(string what, byte[] header, string? source)
    {
        var parsed = ProxyHeader.Parse(header);
        Assert.True(parsed.Problem is null, what);
        Assert.Equal(header.Length, parsed.Length);
        Assert.Equal(source, parsed.Source?.ToString());
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Every_beginning_of_a_header_asks_for_more_and_for_no_byte_behind_it(string what, byte[] header, string? source)
    {
        for (int length = 0; length < header.Length; length++)
        {
            var parsed = ProxyHeader.Parse(header.AsSpan(0, length));
            Assert.True(parsed.Problem is null && parsed.Source is null, $"{what}, {length} bytes; {source}");
            Assert.InRange(parsed.Length, length + 1, header.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_header_is_refused_by_its_name(string what, byte[] bytes, string problem)
    {
        var parsed = ProxyHeader.Parse(bytes);
        Assert.Equal((what, problem), (what, parsed.Problem));
        Assert.NotEmpty(parsed.Text);
    }

    [Fact]
    public async Task A_proxy_tells_the_address_and_the_limits_go_by_it()
    {
        await using var host = new EndpointHost(new MqttLimits { UnauthenticatedPerAddress = 1 }, change: FromHere);
        var one = await host.RawAsync();
        await one.SendAsync(Header(0x21, 0x11, Addresses(Four)));
        var other = await host.RawAsync();
        await other.SendAsync(Header(0x21, 0x21, Addresses(Six)));
        var next = await host.RawAsync();
        await other.GreetAsync("six", MqttVersion.V50);
        Assert.Equal(Six, host.Endpoint.Find("six")!.RemoteEndPoint);

        // The first has its header read by now or later: whichever of the two comes second is one too many.
        await next.SendAsync(Header(0x21, 0x11, Addresses(Four)));
        await await Task.WhenAny(one.ExpectEndAsync(), next.ExpectEndAsync());
        Assert.Equal(1, host.Counted("mqtt.refused", "unauthenticated_per_address"));
    }

    [Fact]
    public async Task A_header_may_come_byte_by_byte_with_mqtt_right_behind_it()
    {
        await using var host = new EndpointHost(change: FromHere);
        var raw = await host.RawAsync();
        foreach (var one in Header(0x21, 0x11, [.. Addresses(Four), 0x04, 0x00, 0x01, 0x00]))
        {
            await raw.SendAsync([one]);
        }

        await raw.GreetAsync("slow", MqttVersion.V311);
        Assert.Equal(Four, host.Endpoint.Find("slow")!.RemoteEndPoint);
    }

    [Theory]
    [InlineData(0x20)]
    [InlineData(0x21)]
    public async Task A_proxy_that_speaks_for_itself_has_its_own_address(byte command)
    {
        await using var host = new EndpointHost(change: FromHere);
        var raw = await host.RawAsync();
        await raw.SendAsync(Header(command, 0x00, []));
        await raw.GreetAsync("probe", MqttVersion.V50);
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)host.Endpoint.Find("probe")!.RemoteEndPoint!).Address);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_is_no_header_ends_the_connection_and_is_counted(string what, byte[] bytes, string problem)
    {
        await using var host = new EndpointHost(change: FromHere);
        var raw = await host.RawAsync();
        await raw.SendAsync(bytes);
        await raw.ExpectEndAsync();
        Assert.Equal((what, 1L), (what, host.Counted("mqtt.refused", problem)));
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)(await host.Application.NextRefusalAsync()).From!).Address);
    }

    [Fact]
    public async Task A_proxy_that_says_nothing_is_not_waited_for()
    {
        await using var host = new EndpointHost(change: FromHere);
        var raw = await host.RawAsync();
        await raw.SendAsync(Header(0x21, 0x11, Addresses(Four))[..20]);
        await host.AdvanceUntilAsync(raw.ExpectEndAsync());
        Assert.Equal(1, host.Counted("mqtt.disconnected", nameof(DisconnectKind.Timeout)));
    }

    [Fact]
    public async Task A_header_from_anybody_else_is_not_believed()
    {
        await using var host = new EndpointHost(change: options => options with { Proxies = [IPNetwork.Parse("10.0.0.0/8")] });
        var raw = await host.RawAsync();
        await raw.SendAsync(Header(0x21, 0x11, Addresses(Four)));
        await raw.ExpectEndAsync();
        await host.ConnectAsync("without");
    }

    [Fact]
    public async Task A_header_comes_before_the_handshake()
    {
        await using var tls = new TlsHost(endpoint: FromHere);
        await using var stream = await tls.HandshakeAsync(before: Header(0x21, 0x11, Addresses(Four)));
        await stream.WriteAsync(PacketSamples.Encode(new ConnectPacket("d"), MqttVersion.V50), TestContext.Current.CancellationToken);
        Assert.True(await stream.ReadAsync(new byte[64], TestContext.Current.CancellationToken).AsTask().Expect("CONNACK") > 0);
        Assert.Equal(Four, tls.Host.Endpoint.Find("d")!.RemoteEndPoint);
    }

    private static MqttEndpointOptions FromHere(MqttEndpointOptions options) => options with { Proxies = [new IPNetwork(IPAddress.Loopback, 32)] };

    /// <summary>By hand, as the protocol's text has it.</summary>
    private static byte[] Header(byte command, byte family, byte[] rest)
    {
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)rest.Length);
        return [.. Encoding.ASCII.GetBytes("\r\n\r\n\0\r\nQUIT\n"), command, family, .. length, .. rest];
    }

    private static byte[] Addresses(IPEndPoint source)
    {
        byte[] from = source.Address.GetAddressBytes();
        byte[] ports = new byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(ports, (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(ports.AsSpan(2), 1883);
        return [.. from, .. new byte[from.Length], .. ports];
    }
}
