using Npgsql;
using static Stations.Journal.Postgres.Sql;

namespace Stations.Journal.Postgres;

/// <summary>
/// The journal in the schema <c>stations</c> of a PostgreSQL database: a row per commit, a row per snapshot, a row per small state, and one
/// row, <c>owner</c>, that says whose it is and how far it got. One connection writes (<see cref="WritingSession"/>), pooled ones read beside it.
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

    public long Epoch => session.Epoch;

    public static PostgresStore Open(PostgresAddress address)
    {
        try
        {
            return new PostgresStore(address, WritingSession.Begin(address));
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
        catch (Exception error) when (PostgresFault.Is(error))
        {
            var fault = PostgresFault.Explain(address, error);
            if (fault.Fault == JournalFault.InUse)
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

        var work = new PostgresTransaction(connection, careful);
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
        statements.BatchCommands.Add(Statement("SELECT stations.hold($1, $2, $3)", Parameter(session.Epoch), Parameter(session.Commits + 1), Parameter(last)));
        if (batch.Count > 0)
        {
            statements.BatchCommands.Add(Statement(
                "INSERT INTO stations.journal (first, count, crc, records) VALUES ($1, $2, $3, $4) ON CONFLICT (first) DO NOTHING",
                Parameter(batch.First), Parameter(batch.Count), Parameter(Checksums.Row(batch.First, batch.Count, batch.Records.Span)), Parameter(batch.Records)));
        }

        statements.ExecuteNonQuery();
    }

    /// <summary>The commit is there. Where a standby has to confirm too, it may not have: a commit after it waits for both.</summary>
    private void ConfirmDurable()
    {
        try
        {
            session.Connection().Run("UPDATE stations.owner SET last = last");
        }
        catch (Exception error) when (PostgresFault.Is(error))
        {
            throw PostgresFault.Explain(address, error);
        }
    }
}
