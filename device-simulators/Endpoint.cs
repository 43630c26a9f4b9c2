using System.Text;
using Stations.Mqtt.Client;

namespace DeviceSimulators;

/// <summary>The MQTT server to talk to, and as whom.</summary>
public sealed record Endpoint(string Host, int Port, string? UserName, string? Password)
{
    public MqttClientOptions Options(string clientId, TimeProvider clock) => new()
    {
        Host = Host,
        Port = Port,
        ClientId = clientId,
        UserName = UserName,
        Password = Password is null ? null : Encoding.UTF8.GetBytes(Password),
        Clock = clock,
    };

    /// <summary>What to tell a person whose command line leads nowhere.</summary>
    public string NoConnection(string? problem) =>
        $"No connection to {this}: {problem?.TrimEnd('.') ?? "no answer"}. Check --host, --port, --username and --password-file, and that the server runs.";

    public override string ToString() => $"{Host}:{Port}";
}
