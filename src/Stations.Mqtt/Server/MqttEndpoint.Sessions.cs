using System.Collections.Concurrent;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

public sealed partial class MqttEndpoint
{
    private readonly Lock sessionGate = new();
    private readonly ConcurrentDictionary<string, Session> sessions = new(StringComparer.Ordinal);

    /// <summary>The open connection of a client, or null.</summary>
    public MqttConnection? Find(string clientId) => sessions.GetValueOrDefault(clientId)?.Connection;

    /// <summary>
    /// Gives the connection its session, once a previous connection with the same client id has ended completely. Null if the connection
    /// was closed meanwhile, or there is no room for one more session.
    /// </summary>
    internal async Task<(Session Session, bool IsResumed)?> EnterAsync(MqttConnection connection, bool cleanStart, uint expirySeconds)
    {
        while (connection.IsOpen)
        {
            MqttConnection? previous;
            lock (sessionGate)
            {
                var kept = sessions.GetValueOrDefault(connection.ClientId);
                previous = kept?.Connection;
                if (previous is null)
                {
                    if (kept is not null && cleanStart)
                    {
                        Discard(kept);
                    }

                    bool isResumed = kept is not null && !cleanStart;
                    if (!isResumed && sessions.Count >= Limits.Sessions)
                    {
                        return null;
                    }

                    var session = isResumed ? kept! : sessions[connection.ClientId] = new Session(connection.ClientId, this);
                    session.ExpirySeconds = expirySeconds;
                    session.Attach(connection);
                    return (session, isResumed);
                }
            }
            previous.End(DisconnectCause.TakenOver);
            await previous.WhenEndedAsync().ConfigureAwait(false);
        }
        return null;
    }

    /// <summary>Ends a connection's hold on its session and deals with its will: now, or after its delay.</summary>
    internal void Leave(MqttConnection connection, Session session, Will? will)
    {
        long now = Now;
        long delay = Math.Min(will?.Properties.Number(PropertyId.WillDelayInterval) ?? 0, session.ExpirySeconds) * 1000L;
        if (will is not null && delay == 0)
        {
            PublishWill(connection, will);
        }

        lock (sessionGate)
        {
            session.ExpiresAt = now + (session.ExpirySeconds * 1000L);
            if (will is not null && delay > 0)
            {
                session.DelayedWill = new DelayedWill(connection, will, now + delay);
            }

            session.Detach();
            if (session.ExpirySeconds == 0)
            {
                Discard(session);
            }
        }
    }

    /// <summary>Publishes wills whose delay is over and ends sessions that outlived their expiry.</summary>
    private void SweepSessions(long now)
    {
        foreach (var (_, session) in sessions)
        {
            if (session.Connection is not null)
            {
                continue;
            }

            lock (sessionGate)
            {
                if (session.Connection is not null)
                {
                    continue;
                }

                if (session.DelayedWill?.DueAt <= now)
                {
                    PublishDelayedWill(session);
                }

                if (session.ExpiresAt <= now)
                {
                    Discard(session);
                }
            }
        }
    }

    /// <summary>Ends a session without a connection; a will that still waits is due now. Under the session lock.</summary>
    private void Discard(Session session)
    {
        sessions.TryRemove(KeyValuePair.Create(session.ClientId, session));
        session.Discard();
        if (session.DelayedWill is not null)
        {
            PublishDelayedWill(session);
        }
    }

    private void PublishDelayedWill(Session session)
    {
        var (connection, will, _) = session.DelayedWill!;
        session.DelayedWill = null;
        PublishWill(connection, will);
    }
}
