using System.Text;
using Stations.Mqtt.Packets;
using Stations.Mqtt.Server;

namespace Stations.Tests.Mqtt.Conformance;

/// <summary>CONNECT, CONNACK and what they agree on.</summary>
public sealed class ConnectTests
{
    [Theory]
    [InlineData("100C 0004 4D515454 04 03 000A 0000")] // reserved flag
    [InlineData("100C 0004 4D515454 04 1E 000A 0000")] // QoS 3 for the will
    [InlineData("100C 0004 4D515454 04 0A 000A 0000")] // QoS for a will that is not there
    [InlineData("100C 0004 4D515454 04 22 000A 0000")] // to retain a will that is not there
    [InlineData("100C 0004 4D515454 04 06 000A 0000")] // will announced and missing
    [InlineData("100D 0004 4D515454 04 82 000A 0001 61")] // user name announced and missing
    [InlineData("100F 0004 4D515454 04 02 000A 0001 61 0000")] // something nobody announced
    [InlineData("100E 0004 4D515454 04 42 000A 0000 0000")] // password without a user name
    [InlineData("100F 0004 4D515454 04 02 000A 0003 EDA080")] // client id is not UTF-8
    [InlineData("100D 0004 4D515454 04 02 000A 0001 00")] // nor may it hold U+0000
    [InlineData("1012 0004 4D515454 04 06 000A 0001 61 0001 FF 0000")] // will topic is not UTF-8
    [InlineData("1010 0004 4D515454 04 82 000A 0001 61 0001 FF")] // user name is not UTF-8
    [InlineData("1111 0004 4D515454 04 02 000A 0000")] // reserved bits of the header
    public async Task A_CONNECT_that_contradicts_itself_ends_the_connection_without_an_answer(string hex)
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        await raw.ExpectEndAsync();
        Assert.Equal(1, host.Counted("mqtt.refused", nameof(ReasonCode.MalformedPacket)));
    }

    [Theory]
    [InlineData("100C 0004 4D515454 03 02 000A 0000", 1)]
    [InlineData("100D 0004 4D515454 06 02 000A 00 0000", (int)ReasonCode.UnsupportedProtocolVersion)]
    public async Task A_version_that_is_not_spoken_here_is_refused_in_words_that_it_knows(string hex, int answer)
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        byte[] told = await raw.ReadAsync();
        Assert.Equal((0x20, 0, answer), (told[0], told[2], told[3]));
        await raw.ExpectEndAsync();
    }

    [Fact]
    public async Task What_comes_behind_a_refused_CONNECT_is_not_looked_at()
    {
        await using var host = new EndpointHost();
        host.Application.Decide = _ => ConnectDecision.Refuse();
        var raw = await host.RawAsync();
        await raw.SendAsync(
            PacketSamples.Encode(new ConnectPacket("d"), MqttVersion.V50), RawClient.Publish("a", QoS.AtLeastOnce, 1, MqttVersion.V50));

        var answer = Wire.Read<ConnAckPacket>(await raw.ReadAsync());
        Assert.Equal((ReasonCode.BadUserNameOrPassword, false), (answer.Reason, answer.SessionPresent));
        await raw.ExpectEndAsync();
        Assert.False(host.Application.HasMessage);
    }

    [Fact]
    public async Task An_empty_client_id_gets_one_that_nobody_else_has()
    {
        await using var host = new EndpointHost();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < 3; i++)
        {
            var raw = await host.RawAsync();
            await raw.SendAsync(new ConnectPacket(""), MqttVersion.V50);
            var answer = Wire.Read<ConnAckPacket>(await raw.ReadAsync());
            Assert.True(ids.Add(answer.Properties.Text(PropertyId.AssignedClientIdentifier)!));
        }

        var older = await host.RawAsync();
        await older.SendAsync(new ConnectPacket("") { Version = MqttVersion.V311 }, MqttVersion.V311);
        await older.ExpectAsync([0x20, 2, 0, 0]);
    }

    [Fact]
    public async Task A_3_1_1_client_without_an_id_cannot_keep_a_session()
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.SendAsync(new ConnectPacket("") { Version = MqttVersion.V311, CleanStart = false }, MqttVersion.V311);
        await raw.ExpectAsync([0x20, 2, 0, 2]);
        await raw.ExpectEndAsync();
    }

    [Theory]
    [InlineData("a")]
    [InlineData("01234567890123456789012")]
    [InlineData("abcdefghijklmnopqrstuvw")]
    [InlineData("XYZABCDEFGHIJKLMNOPQRST")]
    public async Task Client_ids_of_23_letters_and_digits_are_taken(string id)
    {
        await using var host = new EndpointHost();
        await host.GreetedAsync(new ConnectPacket(id));
        Assert.NotNull(host.Endpoint.Find(id));
    }

    [Fact]
    public async Task A_client_id_that_is_too_long_is_refused_as_such()
    {
        await using var host = new EndpointHost(new MqttLimits { ClientIdLength = 23 });
        var (newer, older) = (await host.RawAsync(), await host.RawAsync());
        await newer.SendAsync(new ConnectPacket(new string('a', 24)), MqttVersion.V50);
        await older.SendAsync(new ConnectPacket(new string('a', 24)) { Version = MqttVersion.V311 }, MqttVersion.V311);

        Assert.Equal(ReasonCode.ClientIdentifierNotValid, Wire.Read<ConnAckPacket>(await newer.ReadAsync()).Reason);
        await newer.ExpectEndAsync();
        await older.ExpectAsync([0x20, 2, 0, 2]);
        await older.ExpectEndAsync();
    }

    [Fact]
    public async Task Enhanced_authentication_is_refused_and_AUTH_ends_a_connection_without_it()
    {
        await using var host = new EndpointHost();
        var raw = await host.RawAsync();
        await raw.SendAsync(new ConnectPacket("d") { Properties = new MqttProperties { { PropertyId.AuthenticationMethod, "SCRAM-SHA-256" } } }, MqttVersion.V50);
        Assert.Equal(ReasonCode.BadAuthenticationMethod, Wire.Read<ConnAckPacket>(await raw.ReadAsync()).Reason);
        await raw.ExpectEndAsync();

        var plain = await host.GreetedAsync(new ConnectPacket("d"));
        await plain.SendAsync(new AuthPacket(ReasonCode.Reauthenticate), MqttVersion.V50);
        await plain.ExpectRefusalAsync(ReasonCode.ProtocolError);
    }

    [Theory]
    [InlineData(0u, false)]
    [InlineData(1u, true)]
    public async Task An_explanation_is_given_to_those_who_want_it(uint wanted, bool isGiven)
    {
        await using var host = new EndpointHost();
        var raw = await host.GreetedAsync(new ConnectPacket("d") { Properties = new MqttProperties { { PropertyId.RequestProblemInformation, wanted } } });
        await raw.SendAsync([0xF0, 0]);

        Assert.Equal(isGiven, Wire.Read<DisconnectPacket>(await raw.ReadAsync()).Properties.Text(PropertyId.ReasonString) is not null);
    }

    [Fact]
    public async Task No_answer_is_larger_than_the_client_takes()
    {
        await using var host = new EndpointHost();
        const uint Most = 40;
        var raw = await host.GreetedAsync(new ConnectPacket("d") { Properties = new MqttProperties { { PropertyId.MaximumPacketSize, Most } } });
        await raw.SendAsync(RawClient.Publish("$", QoS.AtLeastOnce, 1, MqttVersion.V50), [0xF0, 0]);
        await raw.ReadAsync();
        byte[] told = await raw.ReadAsync();
        Assert.InRange(told.Length, 3, (int)Most);
        Assert.Empty(Wire.Read<DisconnectPacket>(told).Properties);

        var tiny = await host.RawAsync();
        await tiny.SendAsync(new ConnectPacket("e") { Properties = new MqttProperties { { PropertyId.MaximumPacketSize, 8 } } }, MqttVersion.V50);
        await tiny.ExpectEndAsync();
    }

    [Fact]
    public async Task A_byte_order_mark_belongs_to_the_topic()
    {
        await using var host = new EndpointHost();
        var client = await host.ConnectAsync("d");
        await client.SubscribeAsync("a");
        await client.SubscribeAsync("\uFEFFa");
        await client.PublishAsync("\uFEFFa", "marked");

        Assert.Equal("\uFEFFa", (await client.NextMessageAsync()).Topic);
        Assert.Empty(await client.DrainAsync());
    }

    [Theory]
    [InlineData(null, "own/", null)]
    [InlineData(0u, "own/", null)]
    [InlineData(1u, null, null)]
    [InlineData(1u, "own/", "own/")]
    public async Task Response_information_is_told_to_those_who_ask_where_there_is_any(uint? asked, string? given, string? told)
    {
        await using var host = new EndpointHost();
        host.Application.Decide = _ => ConnectDecision.Accept() with { ResponseInformation = given };
        var raw = await host.RawAsync();
        var properties = asked is { } number ? new MqttProperties { { PropertyId.RequestResponseInformation, number } } : MqttProperties.None;
        await raw.SendAsync(new ConnectPacket("d") { Properties = properties }, MqttVersion.V50);

        var answer = Wire.Read<ConnAckPacket>(await raw.ReadAsync());
        Assert.Equal(ReasonCode.Success, answer.Reason);
        Assert.Equal(told, answer.Properties.Text(PropertyId.ResponseInformation));
    }

    [Fact]
    public async Task A_user_name_and_a_password_of_any_bytes_reach_the_application()
    {
        await using var host = new EndpointHost();
        var seen = new List<(string? UserName, string Password)>();
        host.Application.Decide = request =>
        {
            seen.Add((request.UserName, Convert.ToHexString(request.Password!.Value.Span)));
            return ConnectDecision.Accept();
        };
        await host.GreetedAsync(new ConnectPacket("d") { Version = MqttVersion.V311, UserName = "ü", Password = new byte[] { 0, 255 } });
        await host.GreetedAsync(new ConnectPacket("e") { Password = Encoding.UTF8.GetBytes("token") });

        Assert.Equal(("ü", "00FF"), seen[0]);
        Assert.Equal((default(string), "746F6B656E"), seen[1]);
    }
}
