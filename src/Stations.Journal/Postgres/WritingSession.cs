using System.Data;
using Npgsql;

namespace Stations.Journal.Postgres;

/// <summary>
/// The connection that writes. It holds the database's advisory lock, so that a second server is told so when it starts, and an epoch that
/// every commit checks, so that a server which lost its connection and its lock to another can never write again. One thread at a time.
/// </summary>
internal sealed class WritingSession : IDisposable
{
    private const string Lock = "(1400130158, 1)";

    /// <summary>So long PostgreSQL may take to notice that a process ended which held the lock a moment ago.</summary>
    private const string Patience = "1s";

    /// <summary>
    /// Durable whatever the server's default is, never ended for being idle, and soon given up by the server when this machine is gone:
    /// so long the lock stays taken. What another tool has locked is waited for a while, then asked for again.
    /// </summary>
    private const string Prepare =
        """
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
        SET idle_session_timeout = 0; SET statement_timeout = 0; SET lock_timeout = '8s'; SET idle_in_transaction_session_timeout = '15s';
        SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = '15s'
        """;

    private readonly PostgresAddress address;
    private NpgsqlConnection? connection;
    private int backend;
    private JournalException? takenOver;

    private WritingSession(PostgresAddress address) => this.address = address;

    public long Epoch { get; private set; }

    /// <summary>How many commits the database holds that this server knows of.</summary>
    public long Commits { get; private set; }

    /// <summary>Enters, takes the lock, brings the schema up to date and begins an epoch.</summary>
    public static WritingSession Begin(PostgresAddress address)
    {
        var session = new WritingSession(address);
        try
        {
            var entered = session.Connection();
            if (entered.Ask<string>("SHOW fsync") == "off")
            {
                throw new JournalException(JournalFault.Refused,
                    $"{address} runs with fsync = off: a power cut would take what was acknowledged. Set fsync = on there.");
            }

            Migrations.Apply(entered, address);
            session.Epoch = entered.Ask<long>("UPDATE stations.owner SET epoch = epoch + 1 RETURNING epoch");
            session.Commits = entered.Ask<long>("SELECT commits FROM stations.owner");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>A connection fit to write on, without the lock.</summary>
    public static NpgsqlConnection Enter(PostgresAddress address)
    {
        var entered = new NpgsqlConnection(address.ForWriting);
        try
        {
            entered.Open();
            entered.Run(Prepare);
            return entered;
        }
        catch
        {
            entered.Dispose();
            throw;
        }
    }

    /// <summary>The connection; a new one, with the lock, if the last one broke.</summary>
    /// <exception cref="JournalException">Another server holds the lock, or has taken over.</exception>
    public NpgsqlConnection Connection()
    {
        if (takenOver is not null)
        {
            throw takenOver;
        }

        if (connection is { State: ConnectionState.Open })
        {
            return connection;
        }

        Leave();
        var entered = Enter(address);
        try
        {
            TakeLock(entered);
        }
        catch
        {
            entered.Dispose();
            throw;
        }

        backend = entered.ProcessID;
        return connection = entered;
    }

    public void Committed() => Commits++;

    /// <summary>Never writes again, and does not hold the lock in the way of who does.</summary>
    public void GiveUp(JournalException reason)
    {
        takenOver = reason;
        Leave();
    }

    public void Dispose() => Leave();

    private void Leave()
    {
        connection?.Dispose();
        connection = null;
    }

    private void TakeLock(NpgsqlConnection entered)
    {
        try
        {
            entered.Run($"SET lock_timeout = '{Patience}'; SELECT pg_advisory_lock{Lock}; SET lock_timeout = 0");
            return;
        }
        catch (PostgresException held) when (held.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
        }

        var (process, name, place) = Holder(entered);
        if (process == backend && name.Length > 0 && address.Application.StartsWith(name, StringComparison.Ordinal))
        {
            entered.Run($"SELECT pg_terminate_backend({process})");
            throw new JournalException(JournalFault.Unavailable, $"{address} has not noticed yet that the connection broke (backend {process}); it is told to.");
        }

        throw new JournalException(JournalFault.InUse,
            $"{address} is already used by {(name.Length > 0 ? name : "another server")} ({place}); stop it or name another database in Data:Store.");
    }

    private static (int Process, string Name, string Place) Holder(NpgsqlConnection entered)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT a.pid, coalesce(a.application_name, ''), concat('from ', coalesce(host(a.client_addr), 'a local socket'), ', backend ', a.pid)
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND (l.classid, l.objid, l.objsubid) = (1400130158, 1, 2)
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            entered);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt32(0), row.GetString(1), row.GetString(2)) : (0, "", "gone just now");
    }
}
