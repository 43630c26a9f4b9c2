using System.Net;
using System.Security.Authentication;
using Stations.Mqtt.Tls;

namespace Stations.Server.Configuration;

/// <summary>How devices reach our own endpoint, besides plain TCP.</summary>
/// <param name="Tls">Null: no TLS.</param>
/// <param name="Proxies">Where proxies stand whose word on a client's address is believed.</param>
/// <param name="WebSocket">MQTT at <c>/mqtt</c>, beside HTTP.</param>
/// <param name="Origins">Of pages from elsewhere that may open such a WebSocket, as browsers send them.</param>
public sealed record MqttTransports(MqttTlsOptions? Tls, IReadOnlyList<IPNetwork> Proxies, bool WebSocket, IReadOnlyList<string> Origins)
{
    private delegate bool TryParse<T>(string text, out T value);

    internal static MqttTransports Read(Settings settings, IPEndPoint plain) => new(
        ReadTls(settings, plain),
        settings.Parse("Mqtt:Proxy:From", "addresses or networks with commas between them, such as 10.0.0.5,192.168.0.0/16", text => All<IPNetwork>(text, TryNetwork)) ?? [],
        settings.Flag("Mqtt:WebSocket", whenAbsent: false),
        settings.Parse("Mqtt:Origins", "origins with commas between them, such as https://maps.example.org", text => All<string>(text, TryOrigin)) ?? []);

    private static MqttTlsOptions? ReadTls(Settings settings, IPEndPoint plain)
    {
        var isWanted = settings.Text("Mqtt:Tls:Address") is not null;
        var address = settings.EndPoint("Mqtt:Tls:Address", new IPEndPoint(IPAddress.Loopback, 8883));
        var certificate = settings.Text("Mqtt:Tls:Certificate");
        var files = new TlsFiles(certificate ?? "", settings.Text("Mqtt:Tls:Key"), settings.Text("Mqtt:Tls:PasswordFile"), settings.Text("Mqtt:Tls:ClientAuthorities"));
        var options = new MqttTlsOptions(address, files)
        {
            Protocols = settings.Parse("Mqtt:Tls:Oldest", SslProtocols.Tls12 | SslProtocols.Tls13, "the oldest version of TLS that is spoken, 1.2 or 1.3", ParseProtocols),
            IsClientRequired = settings.Flag("Mqtt:Tls:ClientRequired", whenAbsent: true),
        };
        if (!isWanted)
        {
            settings.MustBeAbsent("Mqtt:Tls", "Mqtt:Tls:Address", "needs Mqtt:Tls:Address");
            return null;
        }

        if (address.Equals(plain) && address.Port != 0)
        {
            settings.Mistake($"Mqtt:Tls:Address is Mqtt:Address too; give each its own port, such as {new IPEndPoint(plain.Address, 8883)}");
        }

        if (certificate is null)
        {
            settings.Mistake("Mqtt:Tls:Certificate is missing; give the file of the server's certificate, PEM or PKCS #12");
            return null;
        }

        var mistakes = new List<string>();
        _ = TlsMaterial.Load(options, mistakes);
        mistakes.ForEach(mistake => settings.Mistake($"Mqtt:Tls: {mistake}"));
        return options;
    }

    private static SslProtocols? ParseProtocols(string text) => text switch
    {
        "1.2" => SslProtocols.Tls12 | SslProtocols.Tls13,
        "1.3" => SslProtocols.Tls13,
        _ => null,
    };

    /// <summary>Null when one of them is none.</summary>
    private static T[]? All<T>(string text, TryParse<T> parse)
    {
        var all = new List<T>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!parse(part, out var value))
            {
                return null;
            }

            all.Add(value);
        }

        return [.. all];
    }

    /// <summary>An address is a network of one.</summary>
    private static bool TryNetwork(string text, out IPNetwork network)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
            return true;
        }

        return IPNetwork.TryParse(text, out network);
    }

    private static bool TryOrigin(string text, out string origin)
    {
        origin = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? uri.GetLeftPart(UriPartial.Authority)
            : "";
        return origin.Length > 0;
    }
}
