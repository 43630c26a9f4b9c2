using MQTTnet;
using Stations.Server.Configuration;

namespace Stations.Server.Ingest.Broker;

/// <summary>Why a connection to the broker ended, or did not come about: one line, for operators.</summary>
internal static class Ending
{
    public static string Of(MqttClientConnectResult refused, BrokerOptions options) => refused.ResultCode switch
    {
        MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized when options.User is null
            => "it wants a user and a password: set Broker:User and Broker:PasswordFile",
        MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized
            => $"it refuses the user '{options.User}' or the password: check Broker:User and Broker:PasswordFile",
        var code => Line($"it refuses us: {code} {refused.ReasonString}"),
    };

    /// <summary>A session that another client takes over just ends with Mosquitto 2.0; MQTT has a reason for it.</summary>
    public static string Of(MqttClientDisconnectedEventArgs lost) => lost.Reason switch
    {
        _ when lost.Exception is { } error => Of(error),
        MqttClientDisconnectReason.NormalDisconnection or MqttClientDisconnectReason.SessionTakenOver
            => "it closed the connection: does it stop, or does another server have the same Broker:Server?",
        var reason => Line($"it ended the connection: {reason} {lost.ReasonString}"),
    };

    public static string Of(Exception error) => error is OperationCanceledException or TimeoutException
        ? "it does not answer"
        : Line((error.InnerException ?? error).Message);

    private static string Line(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
