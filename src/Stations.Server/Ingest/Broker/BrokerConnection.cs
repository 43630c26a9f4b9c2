using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Stations.Protocol;
using Stations.Server.Configuration;

namespace Stations.Server.Ingest.Broker;

/// <summary>One persistent session at the broker, connected whenever that is possible. What it brings goes to <see cref="Incoming"/>.</summary>
/// <param name="voice">Null for all connections of a server but the first.</param>
internal sealed class BrokerConnection(BrokerOptions options, string clientId, Incoming incoming, Voice? voice, BrokerMetrics metrics, Backoff pauses, TimeProvider clock, ILogger log)
{
    /// <summary>
    /// How long the broker keeps what comes for a server that is away, see <see cref="Peers"/>. A broker forgets all of it at the end, so this is
    /// long; and it ends, because a server that is gone for good would fill it.
    /// </summary>
    public static readonly TimeSpan SessionExpiry = TimeSpan.FromDays(1);

    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly MqttClientFactory Clients = new();

    /// <summary>What devices say, and nothing that is said to them. Servers share it: each message goes to one of them.</summary>
    private static readonly string[] Filters =
    [
        .. new[] { Verb.Birth, Verb.Conn }.Select(verb => $"$share/stations/{Topics.Root}+/+/{Topics.Word(verb)}"),
        .. new[] { Verb.State, Verb.Tele, Verb.Evt, Verb.Ack, Verb.Reported }.Select(verb => $"$share/stations/{Topics.Root}+/+/+/{Topics.Word(verb)}"),
    ];

    private volatile string? trouble = "it was not reached yet";

    /// <summary>Why it is not connected; null while it is.</summary>
    public string? Trouble => trouble;

    /// <summary>Connects for ever, until told to stop.</summary>
    public async Task Run(CancellationToken stop)
    {
        for (var failures = 0; !stop.IsCancellationRequested; failures++)
        {
            var begun = clock.GetTimestamp();
            var reason = await RunOnce(stop);
            if (stop.IsCancellationRequested)
            {
                return;
            }

            failures = clock.GetElapsedTime(begun) > LongestPause ? 0 : failures;
            var isNews = trouble != reason;
            trouble = reason;
            if (isNews)
            {
                log.LogWarning("{Client} is not connected to the broker {Broker} and tries again: {Reason}", clientId, options, reason);
            }

            metrics.Loses();
            await Task.Delay(pauses.Pause(failures), clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One connection, from its first attempt to its end.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<string> RunOnce(CancellationToken stop)
    {
        // A client for each connection: what is acknowledged late never reaches the next, where its packet id may be another message's.
        using var client = Clients.CreateMqttClient();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ending = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.ApplicationMessageReceivedAsync += received => Receive(received, ended.Token);
        client.DisconnectedAsync += lost =>
        {
            ending.TrySetResult(Ending.Of(lost));
            return Task.CompletedTask;
        };
        var isUp = false;
        try
        {
            using var patience = new CancellationTokenSource(Timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
            var answer = await client.ConnectAsync(Options(), either.Token);
            if (answer.ResultCode != MqttClientConnectResultCode.Success)
            {
                return Ending.Of(answer, options);
            }

            if (await Subscribe(client, either.Token) is { } refused)
            {
                return refused;
            }

            (isUp, trouble) = (true, null);
            metrics.Connects();
            log.LogInformation("{Client} is connected to the broker {Broker}", clientId, options);
            var speaking = voice?.Speak(client, ended.Token) ?? Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, clock, ended.Token);
            await Task.WhenAny(ending.Task, speaking);
            if (client.IsConnected)
            {
                await speaking;
            }

            return await ending.Task.WaitAsync(Timeout, clock, stop);
        }
        catch (Exception error)
        {
            return ending.Task.IsCompletedSuccessfully && isUp ? ending.Task.Result : Ending.Of(error);
        }
        finally
        {
            await ended.CancelAsync();
            if (isUp)
            {
                metrics.Disconnects();
            }

            await Leave(client);
        }
    }

    /// <summary>By its will: others learn at once that this server is away. The session stays.</summary>
    private static async Task Leave(IMqttClient client)
    {
        if (client.IsConnected)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
            await client.DisconnectAsync(new MqttClientDisconnectOptions { Reason = MqttClientDisconnectOptionsReason.DisconnectWithWillMessage }, patience.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<string?> Subscribe(IMqttClient client, CancellationToken cancellation)
    {
        var subscribe = new MqttClientSubscribeOptionsBuilder();
        foreach (var filter in Filters)
        {
            subscribe.WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        }

        var answer = await client.SubscribeAsync(subscribe.Build(), cancellation);
        return answer.Items.FirstOrDefault(item => (int)item.ResultCode >= 0x80) is { } refused
            ? $"it does not let us subscribe to {refused.TopicFilter.Topic}: {refused.ResultCode}"
            : null;
    }

    private Task Receive(MqttApplicationMessageReceivedEventArgs received, CancellationToken ended)
    {
        var message = received.ApplicationMessage;
        if (message.Topic.StartsWith(Peers.StatePrefix, StringComparison.Ordinal))
        {
            // In another server's session it is old news.
            voice?.Hear(message);
        }
        else
        {
            received.AutoAcknowledge = false;
            var isPromised = message.QualityOfServiceLevel > MqttQualityOfServiceLevel.AtMostOnce;
            incoming.Take(message.Topic, isPromised, message.Payload, clientId, () => received.AcknowledgeAsync(ended), ended);
        }

        return Task.CompletedTask;
    }

    private MqttClientOptions Options()
    {
        var builder = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(options.Address.DnsSafeHost, options.Address.Port)
            .WithClientId(clientId)
            .WithCleanStart(false)
            .WithSessionExpiryInterval((uint)SessionExpiry.TotalSeconds)
            .WithReceiveMaximum((ushort)options.InFlight)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15))
            .WithTimeout(Timeout);
        if (options.Address.Scheme == "mqtts")
        {
            builder.WithTlsOptions(tls => tls.UseTls());
        }

        if (options.User is { } user)
        {
            builder.WithCredentials(user, options.ReadPassword());
        }

        voice?.AddWill(builder);
        return builder.Build();
    }
}
