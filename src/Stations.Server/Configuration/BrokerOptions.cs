using Stations.Protocol;

namespace Stations.Server.Configuration;

/// <summary>The MQTT broker that devices connect to, and how this server takes part in it.</summary>
/// <param name="Address"><c>mqtt://host:port</c>, or <c>mqtts://…</c> for TLS.</param>
/// <param name="Server">This server's name at the broker; no other has it, and it has the same after a restart.</param>
/// <param name="Connections">How many connections share the work, 1 to 8.</param>
/// <param name="InFlight">Messages that the broker hands to one connection before it waits for acknowledgements, some 1 KB each. A broker that has to wait may change the order.</param>
/// <param name="PasswordFile">Read at every connect, so that a new password needs no restart.</param>
public sealed record BrokerOptions(Uri Address, string Server, int Connections, int InFlight, string? User, string? Password, string? PasswordFile)
{
    /// <summary>Null without <c>Broker:Address</c>: then this server opens an endpoint of its own.</summary>
    internal static BrokerOptions? Read(Settings settings)
    {
        var text = settings.Text("Broker:Address");
        var address = text is null ? null : ParseAddress(text);
        var options = new BrokerOptions(
            address!,
            settings.Text("Broker:Server", Environment.MachineName),
            settings.Whole("Broker:Connections", 1, 1, 8),
            settings.Whole("Broker:InFlight", ushort.MaxValue, 1, ushort.MaxValue),
            settings.Text("Broker:User"),
            settings.Text("Broker:Password"),
            settings.Text("Broker:PasswordFile"));
        if (text is null)
        {
            settings.MustBeAbsent("Broker", "Broker:Address", "needs Broker:Address");
            return null;
        }

        if (address is null)
        {
            // Without its text, which may hold a password.
            settings.Mistake("Broker:Address must be host:port, mqtt://host:port or mqtts://host:port, and nothing else");
        }

        options.Check(settings);
        return options;
    }

    /// <summary>Null when there is none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string? ReadPassword() => PasswordFile is null ? Password : File.ReadAllText(PasswordFile).TrimEnd('\r', '\n');

    /// <summary>Without the password.</summary>
    public override string ToString() => Address.ToString().TrimEnd('/');

    private static Uri? ParseAddress(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : $"mqtt://{text}", UriKind.Absolute, out var uri)
        && uri is { Scheme: "mqtt" or "mqtts", Host.Length: > 0, UserInfo: "", PathAndQuery: "" or "/" }
            ? uri.IsDefaultPort ? new UriBuilder(uri) { Port = uri.Scheme == "mqtt" ? 1883 : 8883 }.Uri : uri
            : null;

    private void Check(Settings settings)
    {
        settings.MustBeAbsent("Mqtt", "", "is for this server's own endpoint, and with Broker:Address there is none");
        if (!Segment.IsValid(Server))
        {
            settings.Mistake($"Broker:Server is '{Server}'; it must be 1 to {Segment.MaxLength} letters, digits, '_', '.' or '-'");
        }

        if (Password is not null && PasswordFile is not null)
        {
            settings.Mistake("Broker:Password and Broker:PasswordFile exclude each other: give one of them");
        }

        if ((Password ?? PasswordFile) is not null && User is null)
        {
            settings.Mistake("Broker:User is missing: a password needs it");
        }

        if (PasswordFile is not null && !File.Exists(PasswordFile))
        {
            settings.Mistake($"Broker:PasswordFile is '{PasswordFile}'; there is no such file");
        }
    }
}
