using System.Data;
using Npgsql;

namespace Stations.Journal.Postgres;

/// <summary>
/// The connection that writes. It holds the database's advisory lock, alone or shared with other servers of a cluster, so that whoever must
/// not be there beside it is told so when it starts; and that of its own server, which shows that it lives. Every commit checks an epoch, so
/// that a server which lost its connection and its locks to another can never write again. One thread at a time.
/// </summary>
internal sealed class WritingSession : IDisposable
{
    /// <summary>The first number of all advisory locks of a journal.</summary>
    public const int Space = 1400130158;

    /// <summary>Behind this one the second number is a server's.</summary>
    public const int FirstServer = 1000;

    /// <summary>The second number of the lock of whoever rolls history up.</summary>
    public const int Housekeeping = 3;

    private const int House = 1;

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
    private readonly bool isShared;
    private NpgsqlConnection? connection;
    private int backend;
    private JournalException? takenOver;

    private WritingSession(PostgresAddress address, bool isShared) => (this.address, this.isShared) = (address, isShared);

    public Ownership Ownership { get; private set; }

    /// <summary>How many commits the database holds that this server knows of.</summary>
    public long Commits { get; private set; }

    /// <summary>How often keys were taken away, as far as this server knows.</summary>
    public long Taken { get; set; }

    /// <summary>Enters, takes the locks, brings the schema up to date and begins an epoch.</summary>
    /// <param name="address">The database.</param>
    /// <param name="name">Of this server among several; null: it is alone.</param>
    /// <param name="left">The server whose journal to go on with, which ended; null: a journal of its own.</param>
    public static WritingSession Begin(PostgresAddress address, string? name, int? left)
    {
        var session = new WritingSession(address, isShared: name is not null);
        try
        {
            var entered = session.Connection();
            if (entered.Ask<string>("SHOW fsync") == "off")
            {
                throw new JournalException(JournalFault.Refused,
                    $"{address} runs with fsync = off: a power cut would take what was acknowledged. Set fsync = on there.");
            }

            Migrations.Apply(entered, address);
            session.BeginEpoch(entered, name is null ? 0 : left ?? session.Enrol(entered, name));
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
            TakeLock(entered, House, isShared);
            if (Ownership.Server > 0)
            {
                TakeLock(entered, LockOf(Ownership.Server), shared: false);
            }
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

    /// <summary>A journal of its own for this server. Its numbers begin behind everybody's.</summary>
    private int Enrol(NpgsqlConnection entered, string name)
    {
        var id = entered.Ask<int>("SELECT nextval('stations.server_id')::integer");
        TakeLock(entered, LockOf(id), shared: false);
        using var transaction = entered.BeginTransaction();
        entered.Run(
            """
            INSERT INTO stations.server SELECT $1, $2, 0, 0, max(last), max(last) FROM stations.server
            """,
            Sql.Parameter((long)id), Sql.Parameter(name));
        var last = entered.Ask<long>($"SELECT last FROM stations.server WHERE id = {id}");
        entered.Run(
            "INSERT INTO stations.progress (server, position, crc, epoch) VALUES ($1, $2, $3, 0)",
            Sql.Parameter((long)id), Sql.Parameter(last), Sql.Parameter(History.HistoryChecksums.Position(last)));
        transaction.Commit();
        return id;
    }

    private void BeginEpoch(NpgsqlConnection entered, int server)
    {
        if (!isShared && entered.Ask<string>("SELECT coalesce(string_agg(name, ', '), '') FROM stations.server WHERE id > 0") is { Length: > 0 } others)
        {
            throw new JournalException(JournalFault.Refused,
                $"{address} holds the journals of a cluster's servers ({others}); start the Cluster edition on it, or name another database in Data:Store.");
        }

        if (isShared && Ownership.Server != server)
        {
            TakeLock(entered, LockOf(server), shared: false);
        }

        using var command = new NpgsqlCommand("UPDATE stations.server SET epoch = epoch + 1 WHERE id = $1 RETURNING epoch, commits, taken", entered)
        {
            Parameters = { Sql.Parameter((long)server) },
        };
        using var row = command.ExecuteReader();
        if (!row.Read())
        {
            throw new JournalException(JournalFault.TakenOver, $"{address}: somebody else has emptied the journal of server {server} since.");
        }

        (Ownership, Commits, Taken) = (new Ownership(server, row.GetInt64(0)), row.GetInt64(1), row.GetInt64(2));
    }

    private static int LockOf(int server) => FirstServer + server;

    private void TakeLock(NpgsqlConnection entered, int number, bool shared)
    {
        try
        {
            entered.Run($"SET lock_timeout = '{Patience}'; SELECT pg_advisory_lock{(shared ? "_shared" : "")}({Space}, {number}); SET lock_timeout = 0");
            return;
        }
        catch (PostgresException held) when (held.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
        }

        var (process, name, place) = Holder(entered, number);
        if (process == backend && name.Length > 0 && address.Application.StartsWith(name, StringComparison.Ordinal))
        {
            entered.Run($"SELECT pg_terminate_backend({process})");
            throw new JournalException(JournalFault.Unavailable, $"{address} has not noticed yet that the connection broke (backend {process}); it is told to.");
        }

        throw new JournalException(JournalFault.InUse,
            $"{address} is already used by {(name.Length > 0 ? name : "another server")} ({place}); stop it or name another database in Data:Store.");
    }

    private static (int Process, string Name, string Place) Holder(NpgsqlConnection entered, int number)
    {
        using var command = new NpgsqlCommand(
            $"""
            SELECT a.pid, coalesce(a.application_name, ''), concat('from ', coalesce(host(a.client_addr), 'a local socket'), ', backend ', a.pid)
            FROM pg_locks l JOIN pg_stat_activity a USING (pid)
            WHERE l.locktype = 'advisory' AND l.granted AND (l.classid, l.objid, l.objsubid) = ({Space}, {number}, 2)
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """,
            entered);
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt32(0), row.GetString(1), row.GetString(2)) : (0, "", "gone just now");
    }
}
