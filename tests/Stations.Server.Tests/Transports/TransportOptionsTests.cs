using Microsoft.Extensions.Configuration;
using Stations.Server.Configuration;
using Stations.Tests;

namespace Stations.Server.Tests.Transports;

public sealed class TransportOptionsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations tls ");
    private readonly TestCertificates authority = new();

    [Fact]
    public void Nothing_but_plain_tcp_is_open_unless_it_is_asked_for()
    {
        var transports = Read().Transports;
        Assert.Null(transports.Tls);
        Assert.Empty(transports.Proxies);
        Assert.False(transports.WebSocket);
        Assert.Empty(transports.Origins);
    }

    [Fact]
    public void What_is_asked_for_is_read()
    {
        var file = Certificate();
        var transports = Read(
            "--Mqtt:Tls:Address=0.0.0.0:8883", $"--Mqtt:Tls:Certificate={file}", $"--Mqtt:Tls:ClientAuthorities={Authority()}", "--Mqtt:Tls:ClientRequired=false", "--Mqtt:Tls:Oldest=1.3",
            "--Mqtt:Proxy:From=10.0.0.5, 192.168.0.0/16,2001:db8::/32", "--Mqtt:WebSocket=true", "--Mqtt:Origins=https://maps.example.org/").Transports;
        Assert.Equal("0.0.0.0:8883", transports.Tls!.Listen.ToString());
        Assert.False(transports.Tls.IsClientRequired);
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls13, transports.Tls.Protocols);
        Assert.Equal(["10.0.0.5/32", "192.168.0.0/16", "2001:db8::/32"], transports.Proxies.Select(network => network.ToString()));
        Assert.True(transports.WebSocket);
        Assert.Equal(["https://maps.example.org"], transports.Origins);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var told = Mistakes(
            "--Mqtt:Tls:Address=127.0.0.1:1883", "--Mqtt:Tls:Certificate=none.crt", "--Mqtt:Tls:Key=none.key", "--Mqtt:Tls:Oldest=1.1", "--Mqtt:Tls:ClientRequired=perhaps",
            "--Mqtt:Proxy:From=everywhere", "--Mqtt:WebSocket=on", "--Mqtt:Origins=maps.example.org", "--Mqtt:Tls:Certifcate=x");
        Assert.Contains("9 mistake(s)", told, StringComparison.Ordinal);
        Assert.All(
            [
                "Mqtt:Tls:Address is Mqtt:Address too", "there is no file 'none.crt'", "there is no file 'none.key'", "Mqtt:Tls:Oldest is '1.1'", "Mqtt:Tls:ClientRequired is 'perhaps'",
                "Mqtt:Proxy:From is 'everywhere'", "Mqtt:WebSocket is 'on'", "Mqtt:Origins is 'maps.example.org'", "Mqtt:Tls:Certifcate is not a setting",
            ],
            mistake => Assert.Contains(mistake, told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Mqtt:Tls:Address=8883", "Mqtt:Tls:Address is '8883'; it must be address:port")]
    [InlineData("Mqtt:Tls:Address=127.0.0.1:8883", "Mqtt:Tls:Certificate is missing")]
    [InlineData("Mqtt:Tls:Key=some.key", "Mqtt:Tls:Key needs Mqtt:Tls:Address")]
    [InlineData("Mqtt:Proxy:From=10.0.0.1/33", "Mqtt:Proxy:From is '10.0.0.1/33'; it must be addresses or networks")]
    [InlineData("Mqtt:Proxy:From=10.0.0.1,", "Mqtt:Proxy:From is '10.0.0.1,'; it must be addresses or networks")]
    [InlineData("Mqtt:Origins=ftp://maps.example.org", "Mqtt:Origins is 'ftp://maps.example.org'; it must be origins")]
    [InlineData("Mqtt:Origins=https://maps.example.org/page", "it must be origins")]
    public void A_mistake_says_what_to_do(string setting, string expected) => Assert.Contains(expected, Mistakes($"--{setting}"), StringComparison.Ordinal);

    public void Dispose()
    {
        authority.Dispose();
        folder.Delete(recursive: true);
    }

    private string Certificate() => Write("tls.pem", TestCertificates.Pem(authority.ForServer()));

    private string Authority() => Write("ca.pem", authority.RootPem);

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Mistakes(params string[] settings) => Assert.Throws<OptionsException>(() => Read(settings)).Message;

    private static ServerOptions Read(params string[] settings) => ServerOptions.Read(
        new ConfigurationBuilder().AddCommandLine([.. Ground.Least, .. settings]).Build(), demo: false);
}
