using Microsoft.Extensions.Configuration;
using Stations.Server.Configuration;

namespace Stations.Cluster.Tests.Broker;

public sealed class BrokerOptionsTests
{
    [Theory]
    [InlineData("10.0.0.5:1883", "mqtt://10.0.0.5:1883")]
    [InlineData("mqtt://broker", "mqtt://broker:1883")]
    [InlineData("mqtts://broker", "mqtts://broker:8883")]
    [InlineData("mqtts://broker:9", "mqtts://broker:9")]
    public void An_address_is_a_host_with_or_without_scheme_and_port(string text, string expected) =>
        Assert.Equal(expected, Read($"--Broker:Address={text}").Broker!.ToString());

    [Fact]
    public void Without_an_address_there_is_no_broker() => Assert.Null(Read("--Mqtt:Address=127.0.0.1:1").Broker);

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var told = Assert.Throws<OptionsException>(() => Read(
            "--Broker:Address=b:1", "--Broker:Server=a b", "--Broker:Connections=9", "--Broker:InFlight=0", "--Broker:Password=secret",
            "--Broker:PasswordFile=/nowhere/at-all", "--Broker:Adress=b", "--Mqtt:Address=127.0.0.1:1")).Message;
        string[] expected = ["Broker:Server is 'a b'", "Broker:Connections is '9'", "Broker:InFlight is '0'", "exclude each other", "Broker:User is missing", "no such file", "Broker:Adress is not a setting", "Mqtt:Address is for this server's own endpoint"];
        Assert.All(expected, mistake => Assert.Contains(mistake, told, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://broker")]
    [InlineData("mqtt://user:secret@broker")]
    [InlineData("mqtt://broker/topic")]
    [InlineData("broker:99999")]
    public void An_address_that_is_none_is_a_mistake(string text)
    {
        var told = Assert.Throws<OptionsException>(() => Read($"--Broker:Address={text}")).Message;
        Assert.Contains("Broker:Address must be", told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_for_a_broker_needs_one() =>
        Assert.Contains("Broker:User needs Broker:Address", Assert.Throws<OptionsException>(() => Read("--Broker:User=u")).Message, StringComparison.Ordinal);

    private static ServerOptions Read(params string[] settings) => ServerOptions.Read(
        new ConfigurationBuilder().AddCommandLine(["--Data:Store=Host=localhost;Database=d;Username=u;Password=p", "--Cluster:Advertise=127.0.0.1", .. settings]).Build(), demo: false);
}
