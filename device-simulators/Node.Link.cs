using System.Net.Sockets;
using DeviceSimulators.Faults;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Protocol;

namespace DeviceSimulators;

public sealed partial class Node
{
    private readonly Backoff backoff = new(dice);
    private Task<MqttClient>? connecting;
    private Wire? wire;
    private string? lifeOfLink;
    private MqttClient? link;
    private DateTimeOffset nextAttempt;
    private volatile bool rebirthAsked;
    private volatile bool restarts;

    /// <summary>The connection, if there is one now. Waits for a new one no longer than a look, so that life goes on.</summary>
    private async Task<MqttClient?> LinkAsync(CancellationToken ct)
    {
        Befall();
        if (link is { Disconnected: { IsCompleted: true } ended })
        {
            tally.Disconnect();
            Fail((await ended).Text);
            link = null;
        }
        else if (link is not null)
        {
            backoff.Reset();
        }

        if (link is not null && restarts)
        {
            restarts = false;
            await RestartAsync(link);
        }

        if (link is null && self.Line == Line.Up && wall.GetUtcNow() >= nextAttempt)
        {
            link = await ConnectAsync(ct);
        }

        if (link is not null && rebirthAsked)
        {
            rebirthAsked = false;
            tally.Rebirth();
            lock (life)
            {
                SayBirth(link);
            }
        }

        if (link is not null)
        {
            Configure(link);
        }

        return link;
    }

    private async Task<MqttClient?> ConnectAsync(CancellationToken ct)
    {
        connecting ??= OpenAsync(ct);
        await Task.WhenAny(connecting, Task.Delay(Look, wall, ct));
        if (!connecting.IsCompleted)
        {
            return null;
        }

        try
        {
            var connection = await connecting;
            tally.Connect();
            lock (life)
            {
                deliveries.Add(AnnounceAsync(connection, Verb.Conn, self.Conn(online: true, wall.NowMilliseconds()), retain: true));
                SayBirth(connection);
                deliveries.Add(ListenAsync(connection));
            }

            return connection;
        }
        catch (Exception error) when (error is MqttClientException or SocketException or TimeoutException)
        {
            Fail(error.Message);
            return null;
        }
        finally
        {
            connecting = null;
        }
    }

    private async Task<MqttClient> OpenAsync(CancellationToken ct)
    {
        var options = Options();
        lifeOfLink = self.Boot;
        wire = await Wire.ConnectAsync(options.Host, options.Port, options.ConnectTimeout, wall, ct);
        return await MqttClient.ConnectAsync(wire, options, ct);
    }

    /// <summary>What a fault does to the connection.</summary>
    private void Befall()
    {
        switch (self.Line)
        {
            case Line.Dead:
                wire?.Die();
                break;
            case Line.Off:
                wire?.Die();
                outbox.Forget();
                break;
            case Line.Cut:
            case Line.Up when lifeOfLink != self.Boot:
                link?.Abort();
                break;
        }
    }

    private MqttClientOptions Options() => endpoint.Options(self.Id.ToString(), wall) with
    {
        Will = new Will(Topics.Of(self.Id, Verb.Conn), self.Conn(online: false, wall.NowMilliseconds()), QoS.AtLeastOnce, Retain: true),
        OnMessage = Obey,
    };

    private void SayBirth(MqttClient connection)
    {
        tally.Birth();
        deliveries.Add(AnnounceAsync(connection, Verb.Birth, self.Birth(wall.NowMilliseconds()), retain: false));
    }

    private async Task ListenAsync(MqttClient connection)
    {
        try
        {
            foreach (var verb in new[] { Verb.Cmd, Verb.Desired })
            {
                var filter = $"{Topics.Root}{self.Id.District}/{self.Id.Node}/+/{Topics.Word(verb)}";
                var answer = await connection.SubscribeAsync(filter);
                if (answer.IsFailure())
                {
                    tally.Problem($"subscribing {filter} was refused: {answer}");
                }
            }
        }
        catch (MqttClientException)
        {
            // Subscribed anew after the next connect.
        }
    }

    /// <summary>It goes down without a word; its will says so.</summary>
    private async Task RestartAsync(MqttClient connection)
    {
        connection.Abort();
        await connection.Disconnected;
        tally.Disconnect();
        outbox.Abandon();
        link = null;
        lock (life)
        {
            self.Restart();
        }
    }

    private void Fail(string problem)
    {
        tally.Problem($"{self.Id}: {problem}");
        nextAttempt = wall.GetUtcNow() + backoff.Next();
    }
}
