using System.Net;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt;

public sealed class EndpointConnectTests
{
    public static TheoryData<MqttVersion> Versions() => EndpointHost.Versions();

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task The_application_decides_who_comes_in(MqttVersion version)
    {
        await using var host = new EndpointHost();
        host.Application.Decide = request => request.UserName is "ann" && request.Password is { } password && password.Span.SequenceEqual("secret"u8)
            ? ConnectDecision.Accept()
            : ConnectDecision.Refuse();
        await host.ConnectAsync("d", version, options => options with { UserName = "ann", Password = "secret"u8.ToArray() });

        var refusal = await Assert.ThrowsAsync<MqttClientException>(
            () => host.ConnectAsync("d", version, options => options with { UserName = "ann", Password = "guess"u8.ToArray() }));
        Assert.Equal(ReasonCode.BadUserNameOrPassword, refusal.Reason);
        Assert.Equal(1, host.Counted("mqtt.refused", "BadUserNameOrPassword"));
    }

    [Fact]
    public async Task One_client_id_of_two_owners_is_two_sessions()
    {
        await using var host = new EndpointHost();
        host.Application.Decide = request => ConnectDecision.Accept(request.UserName, request.UserName);
        var ann = await host.ConnectAsync("d", change: options => options with { UserName = "ann", CleanStart = false, SessionExpirySeconds = 60 });
        var ben = await host.ConnectAsync("d", change: options => options with { UserName = "ben", CleanStart = false, SessionExpirySeconds = 60 });

        Assert.False(ben.Mqtt.ConnAck.SessionPresent);
        Assert.Equal(ReasonCode.Success, await ann.PublishAsync("a", "x"));
        Assert.True((await host.ConnectAsync("d", change: options => options with { UserName = "ann", CleanStart = false })).Mqtt.ConnAck.SessionPresent);
        Assert.Equal(ReasonCode.Success, await ben.PublishAsync("a", "x"));
    }

    [Fact]
    public async Task The_connections_of_an_identity_can_be_closed()
    {
        await using var host = new EndpointHost();
        host.Application.Decide = request => ConnectDecision.Accept(request.UserName);
        await host.ConnectAsync("1", change: options => options with { UserName = "ann" });
        await host.ConnectAsync("2", change: options => options with { UserName = "ann" });
        var ben = await host.ConnectAsync("3", change: options => options with { UserName = "ben" });
        Assert.Equal(["ann", "ann", "ben"], host.Endpoint.Identities().Cast<string>().Order(StringComparer.Ordinal));

        Assert.Equal(2, host.Endpoint.Close(identity => identity is "ann"));

        Assert.Equal(ReasonCode.NotAuthorized, (await host.Application.NextEndAsync()).Cause.Reason);
        Assert.Equal(ReasonCode.Success, await ben.PublishAsync("a", "x"));
    }

    [Fact]
    public async Task An_empty_client_id_gets_one_and_a_long_keep_alive_is_cut()
    {
        await using var host = new EndpointHost();
        var one = await host.ConnectAsync("", change: options => options with { KeepAliveSeconds = 4000, SessionExpirySeconds = uint.MaxValue });
        var two = await host.ConnectAsync("", MqttVersion.V311);

        Assert.StartsWith("auto-", one.Mqtt.ClientId, StringComparison.Ordinal);
        Assert.Equal(300u, one.Mqtt.ConnAck.Properties.Number(PropertyId.ServerKeepAlive));
        Assert.Equal(86400u, one.Mqtt.ConnAck.Properties.Number(PropertyId.SessionExpiryInterval));
        await two.PublishAsync("a", "x");
        var refusal = await Assert.ThrowsAsync<MqttClientException>(() => host.ConnectAsync("", MqttVersion.V311, options => options with { CleanStart = false }));
        Assert.Equal(ReasonCode.ClientIdentifierNotValid, refusal.Reason);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Silence_beyond_the_keep_alive_ends_a_connection(MqttVersion version)
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.SendAsync(new ConnectPacket("d") { Version = version, KeepAliveSeconds = 10 }, version);
        await raw.ReadAsync();
        host.Clock.Advance(TimeSpan.FromSeconds(14));
        await raw.SendAsync([0xC0, 0]);
        await raw.ExpectAsync([0xD0, 0]);
        host.Clock.Advance(TimeSpan.FromSeconds(14));
        await raw.SendAsync([0xC0, 0]);
        await raw.ExpectAsync([0xD0, 0]);
        host.Clock.Advance(TimeSpan.FromSeconds(16));

        if (version == MqttVersion.V50)
        {
            Assert.Equal((byte)ReasonCode.KeepAliveTimeout, (await raw.ReadAsync())[2]);
        }

        await raw.ExpectEndAsync();
        Assert.Equal(ReasonCode.KeepAliveTimeout, (await host.Application.NextEndAsync()).Cause.Reason);
    }

    [Fact]
    public async Task A_connect_that_is_not_finished_in_time_ends_the_connection()
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.SendAsync([0x10]);
        await host.AdvanceUntilAsync(raw.ExpectEndAsync());
        Assert.Equal(1, host.Counted("mqtt.disconnected", "Timeout"));
    }

    [Fact]
    public async Task A_packet_that_is_not_finished_in_time_ends_the_connection()
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", MqttVersion.V311);
        await raw.SendAsync([0xC0, 0, 0x30, 0x10, 0]);
        await raw.ExpectAsync([0xD0, 0]);
        await host.AdvanceUntilAsync(raw.ExpectEndAsync());
        Assert.Equal(DisconnectKind.Timeout, (await host.Application.NextEndAsync()).Cause.Kind);
    }

    [Theory]
    [InlineData("C000", null)] // before CONNECT
    [InlineData("30FFFFFF7F", ReasonCode.PacketTooLarge)]
    [InlineData("3004 0001 2B 00", ReasonCode.MalformedPacket)]
    [InlineData("100E00044D515454050200000000 0164", ReasonCode.ProtocolError)] // a second CONNECT
    [InlineData("2003 0000 00", ReasonCode.ProtocolError)] // CONNACK from a client
    [InlineData("F000", ReasonCode.ProtocolError)]
    [InlineData("00", ReasonCode.MalformedPacket)]
    public async Task Malformed_input_closes_only_its_own_connection(string hex, ReasonCode? reason)
    {
        await using var host = new EndpointHost();
        var healthy = await host.ConnectAsync("healthy");
        var raw = await host.RawAsync();
        if (reason is not null)
        {
            await raw.GreetAsync("d", MqttVersion.V50);
        }

        await raw.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        if (reason is not null)
        {
            Assert.Equal((byte)reason, (await raw.ReadAsync())[2]);
        }

        await raw.ExpectEndAsync();
        Assert.Equal(1, host.Counted("mqtt.refused", $"{reason ?? ReasonCode.ProtocolError}"));
        Assert.Equal(ReasonCode.Success, await healthy.PublishAsync("a", "x"));
    }

    [Fact]
    public async Task A_second_connect_of_an_unknown_version_is_a_protocol_error_too()
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", MqttVersion.V50);
        await raw.SendAsync(Convert.FromHexString("100F00064D51497364700302000A000161"));
        Assert.Equal([0xE0, (byte)ReasonCode.ProtocolError], (await raw.ReadAsync()).Where((_, at) => at is 0 or 2));
        await raw.ExpectEndAsync();
    }

    [Fact]
    public async Task A_client_that_sends_without_a_break_has_begun_each_packet_when_it_came()
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.GreetAsync("d", MqttVersion.V311);
        await raw.SendAsync([0xC0]);
        for (int second = 0; second < 40; second += 10)
        {
            await raw.SendAsync([0, 0xC0]);
            await raw.ExpectAsync([0xD0, 0]);
            host.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        await raw.SendAsync([0]);
        await raw.ExpectAsync([0xD0, 0]);
    }

    [Fact]
    public async Task MQTT_3_1_is_told_that_it_is_not_spoken()
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.SendAsync(Convert.FromHexString("100F00064D51497364700302000A000161"));
        await raw.ExpectAsync([0x20, 2, 0, 1]);
        await raw.ExpectEndAsync();
    }

    [Fact]
    public async Task Sockets_that_do_not_say_who_they_are_are_limited_per_address()
    {
        await using var host = new EndpointHost(new MqttLimits { UnauthenticatedPerAddress = 2 });
        var first = await host.RawAsync();
        await first.GreetAsync("known", MqttVersion.V311);
        var second = await host.RawAsync();
        var third = await host.RawAsync();
        await second.SendAsync([0x10]);
        await third.SendAsync([0x10]);
        var fourth = await host.RawAsync();
        await await Task.WhenAny(second.ExpectEndAsync(), third.ExpectEndAsync(), fourth.ExpectEndAsync());
        Assert.Equal(1, host.Counted("mqtt.refused", "unauthenticated_per_address"));
    }

    [Fact]
    public async Task A_port_in_use_is_said_clearly_at_the_start()
    {
        await using var host = new EndpointHost();
        await using var second = new MqttEndpoint(new TestApplication(), new MqttEndpointOptions { Listen = new IPEndPoint(IPAddress.Loopback, host.Port) });

        var error = Assert.Throws<MqttPortInUseException>(second.Start);
        Assert.Contains($"127.0.0.1:{host.Port}", error.Message, StringComparison.Ordinal);
    }
}
