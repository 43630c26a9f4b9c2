using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Server;

public sealed partial class MqttEndpoint
{
    /// <summary>Of clients that are away, looked through in one sweep: some milliseconds.</summary>
    private const int MostQueuesAtOnce = 100;

    private readonly Lock sessionGate = new();
    private readonly ConcurrentDictionary<string, Session> sessions = new(StringComparer.Ordinal);

    /// <summary>The open connection of a client whose session is nobody's in particular, or null.</summary>
    public MqttConnection? Find(string clientId) => sessions.GetValueOrDefault(clientId)?.Connection;

    /// <summary>
    /// Gives the connection its session, once a previous connection with the same client id has ended completely and what the answer to
    /// CONNECT promises is durable. Null if the connection was closed meanwhile, or there is no room for one more session.
    /// </summary>
    internal async Task<(Session Session, bool IsResumed)?> EnterAsync(MqttConnection connection, bool cleanStart, SessionChange.Connected asked)
    {
        while (connection.IsOpen)
        {
            var entry = Enter(connection, cleanStart, asked);
            if (entry.Previous is { } previous)
            {
                await previous.GiveWayAsync().ConfigureAwait(false);
                continue;
            }

            if (entry.DueWill is { } due)
            {
                _ = PublishWill(due.Connection, due.Will);
            }

            // A store in trouble must not keep the endpoint from stopping.
            await entry.Ended.AsTask().WaitAsync(Stopping).ConfigureAwait(false);
            await entry.Kept.AsTask().WaitAsync(Stopping).ConfigureAwait(false);
            return entry.Session is { } session ? (session, entry.IsResumed) : null;
        }
        return null;
    }

    /// <summary>Ends a connection's hold on its session and deals with its will: now, or after its delay.</summary>
    internal void Leave(MqttConnection connection, Session session, Will? will)
    {
        long now = Now;
        long delay = Session.WillDelay(will, session.ExpirySeconds);
        if (will is not null && delay == 0)
        {
            _ = PublishWill(connection, will);
        }

        DelayedWill? due = null;
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
                _ = Discard(session, out due);
            }
            else
            {
                session.Leave(now, session.DelayedWill?.DueAt ?? 0);
            }
        }

        if (due is not null)
        {
            _ = PublishWill(due.Connection, due.Will);
        }
    }

    private Entry Enter(MqttConnection connection, bool cleanStart, SessionChange.Connected asked)
    {
        lock (sessionGate)
        {
            var found = sessions.GetValueOrDefault(connection.SessionId);
            if (found?.Connection is { } previous)
            {
                return new Entry { Previous = previous };
            }

            ValueTask ended = default;
            DelayedWill? due = null;
            if (found is not null && cleanStart)
            {
                ended = Discard(found, out due);
                found = null;
            }

            if (found is null && sessions.Count >= Limits.Sessions)
            {
                return new Entry { Ended = ended, DueWill = due };
            }

            var session = found ?? (sessions[connection.SessionId] = new Session(connection.SessionId, this));
            session.ExpirySeconds = asked.ExpirySeconds;
            session.Attach(connection);
            var kept = session.Keep(asked with { IsNew = found is null });
            return new Entry { Session = session, IsResumed = found is not null, DueWill = due, Ended = ended, Kept = kept };
        }
    }

    /// <summary>Publishes wills whose delay is over, ends sessions that outlived their expiry, and looks through some queues for what did.</summary>
    private void SweepSessions(long now)
    {
        int left = MostQueuesAtOnce;
        foreach (var (_, session) in sessions)
        {
            if (session.Connection is not null)
            {
                continue;
            }

            if (TakeDue(session, now) is { } due)
            {
                PublishDelayedWill(session, due);
            }

            if (left > 0 && session.DropExpired(now))
            {
                left--;
            }
        }
    }

    /// <summary>Ends the session if it is time to. A will that is due has to be published outside the lock: that calls the application.</summary>
    private DelayedWill? TakeDue(Session session, long now)
    {
        lock (sessionGate)
        {
            if (session.Connection is not null)
            {
                return null;
            }

            DelayedWill? due = null;
            if (session.ExpiresAt <= now)
            {
                _ = Discard(session, out due);
            }
            else if (session.DelayedWill?.DueAt <= now)
            {
                (due, session.DelayedWill) = (session.DelayedWill, null);
            }

            return due;
        }
    }

    /// <summary>Ends a session without a connection; a will that still waits is due now. Completes when that is durable.</summary>
    private ValueTask Discard(Session session, out DelayedWill? due)
    {
        sessions.TryRemove(KeyValuePair.Create(session.Id, session));
        (due, session.DelayedWill) = (session.DelayedWill, null);
        return session.Discard();
    }

    private async void PublishDelayedWill(Session session, DelayedWill due)
    {
        await PublishWill(due.Connection, due.Will).ConfigureAwait(false);
        session.WillPublished();
    }

    /// <summary>What came of a try to enter: somebody to wait for, a session, or neither for lack of room.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry
    {
        public MqttConnection? Previous { get; init; }

        public Session? Session { get; init; }

        public bool IsResumed { get; init; }

        /// <summary>Of the session that was here before.</summary>
        public DelayedWill? DueWill { get; init; }

        /// <summary>Completes when the end of the session that was here before is durable.</summary>
        public ValueTask Ended { get; init; }

        /// <summary>Completes when this one is durable, as far as it has to be.</summary>
        public ValueTask Kept { get; init; }
    }
}
