using Npgsql;
using static Stations.Journal.Postgres.Sql;

namespace Stations.Journal.Postgres;

/// <summary>
/// The journal in the schema <c>stations</c> of a PostgreSQL database: a row per commit, a row per snapshot, a row per small state, and one
/// row of <c>server</c> that says whose it is and how far it got. One connection writes (<see cref="WritingSession"/>), pooled ones read beside it.
/// Commits are numbered, and the number is committed with them: a commit whose answer was lost is found to be there, or made now.
/// </summary>
internal sealed partial class PostgresStore : IJournalStore
{
    private readonly PostgresAddress address;
    private readonly WritingSession session;
    private readonly ReadingPool reads;

    private PostgresStore(PostgresAddress address, WritingSession session)
    {
        (this.address, this.session) = (address, session);
        reads = new ReadingPool(address);
    }

    public Ownership Ownership => session.Ownership;

    public bool IsShared { get; private init; }

    private int Server => session.Ownership.Server;

    /// <param name="address">The database.</param>
    /// <param name="name">Of this server among several; null: it is alone.</param>
    /// <param name="left">The server whose journal to go on with, which ended; null: a journal of its own.</param>
    public static PostgresStore Open(PostgresAddress address, string? name = null, int? left = null)
    {
        try
        {
            return new PostgresStore(address, WritingSession.Begin(address, name, left)) { IsShared = name is not null };
        }
        catch (Exception error) when (PostgresFault.Is(error))
        {
            throw PostgresFault.Explain(address, error);
        }
    }

    public void Commit(Batch batch)
    {
        try
        {
            if (!TryCommit(batch, careful: false))
            {
                TryCommit(batch, careful: true);
            }
        }
        catch (PostgresException said) when (said.SqlState == PostgresFault.CommittedAlready)
        {
            ConfirmDurable();
        }
        catch (PostgresException said) when (said.SqlState == PostgresFault.KeysTaken)
        {
            throw new KeysTakenException(KeysTaken());
        }
        catch (Exception error) when (PostgresFault.Is(error))
        {
            var fault = PostgresFault.Explain(address, error);
            if (fault.Fault == JournalFault.TakenOver)
            {
                session.GiveUp(fault);
            }

            throw fault;
        }

        session.Committed();
    }

    public void Dispose()
    {
        session.Dispose();
        reads.Dispose();
    }

    /// <summary>False, and nothing done, if a state's tag was not what <see cref="PostgresTransaction"/> assumed.</summary>
    private bool TryCommit(Batch batch, bool careful)
    {
        var connection = session.Connection();
        using var transaction = batch.Work.Count > 0 ? connection.BeginTransaction() : null;
        WriteRecords(connection, batch);
        if (transaction is null)
        {
            return true;
        }

        var work = new PostgresTransaction(connection, Server, IsShared, careful);
        foreach (var one in batch.Work)
        {
            one(work);
        }

        work.Flush();
        if (!work.Assumed)
        {
            return false;
        }

        transaction.Commit();
        return true;
    }

    /// <summary>One round trip, and a transaction of its own unless there is one already. Work comes after it, so that none is done twice.</summary>
    private void WriteRecords(NpgsqlConnection connection, Batch batch)
    {
        using var statements = new NpgsqlBatch(connection);
        long? last = batch.Count > 0 ? batch.First + batch.Count - 1 : null;
        statements.BatchCommands.Add(Statement(
            "SELECT stations.hold($1::integer, $2, $3, $4, $5)",
            Parameter((long)Server), Parameter(Ownership.Epoch), Parameter(session.Commits + 1), Parameter(last), Parameter(session.Taken)));
        if (batch.Count > 0)
        {
            statements.BatchCommands.Add(Statement(
                "INSERT INTO stations.journal (server, first, count, crc, records) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (server, first) DO NOTHING",
                Parameter((long)Server), Parameter(batch.First), Parameter(batch.Count), Parameter(Checksums.Row(batch.First, batch.Count, batch.Records.Span)), Parameter(batch.Records)));
        }

        statements.ExecuteNonQuery();
    }

    /// <summary>The commit is there. Where a standby has to confirm too, it may not have: a commit after it waits for both.</summary>
    private void ConfirmDurable()
    {
        try
        {
            session.Connection().Run("UPDATE stations.server SET last = last WHERE id = $1", Parameter((long)Server));
        }
        catch (Exception error) when (PostgresFault.Is(error))
        {
            throw PostgresFault.Explain(address, error);
        }
    }
}
