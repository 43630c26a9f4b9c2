using MQTTnet;
using Stations.Server.Configuration;

namespace Stations.Server.Ingest.Broker;

/// <summary>Why a connection to the broker ended, or did not come about: one line, for operators.</summary>
/// <param name="IsTakenOver">Another client has its session now.</param>
internal readonly record struct Ending(string Reason, bool IsTakenOver = false)
{
    public static Ending Of(MqttClientConnectResult refused, BrokerOptions options) => refused.ResultCode switch
    {
        MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized when options.User is null
            => new("it wants a user and a password: set Broker:User and Broker:PasswordFile"),
        MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized
            => new($"it refuses the user '{options.User}' or the password: check Broker:User and Broker:PasswordFile"),
        var code => new(Line($"it refuses us: {code} {refused.ReasonString}")),
    };

    public static Ending Of(MqttClientDisconnectedEventArgs lost) => lost.Reason switch
    {
        MqttClientDisconnectReason.SessionTakenOver => new("another client took the session over: does another server have the same Broker:Server?", IsTakenOver: true),
        MqttClientDisconnectReason.NormalDisconnection when lost.Exception is null => new("it closed the connection"),
        var reason => lost.Exception is { } error ? Of(error) : new(Line($"it ended the connection: {reason} {lost.ReasonString}")),
    };

    public static Ending Of(Exception error) => error is OperationCanceledException or TimeoutException
        ? new("it does not answer")
        : new(Line((error.InnerException is { } cause ? cause : error).Message));

    private static string Line(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
}
