using System.Data;
using Npgsql;
using Stations.Journal.Postgres;

namespace Stations.Journal.History;

/// <summary>
/// History in the schema <c>stations</c> of a PostgreSQL database, in tables that the journal makes there when it is opened. One connection
/// writes, pooled ones read beside it. Every transaction holds the row <c>progress</c> and compares epochs: a server whose journal was taken
/// over can write no history either, once the other has opened it.
/// </summary>
public sealed partial class PostgresHistory(PostgresAddress address) : IHistoryStore
{
    private readonly ReadingPool reads = new(address);
    private NpgsqlConnection? writer;
    private NpgsqlConnection? housekeeper;
    private Ownership ownership = new(Server: -1, Epoch: 0);
    private long position;

    public long Position => Volatile.Read(ref position);

    public void Open(Ownership ownership)
    {
        this.ownership = ownership;
        Send();
        Volatile.Write(ref position, reads.Read(ReadPosition));
    }

    public bool KeepsHouse()
    {
        try
        {
            var here = Writer();
            if (housekeeper != here && here.Ask<bool>($"SELECT pg_try_advisory_lock({WritingSession.Space}, {WritingSession.Housekeeping})"))
            {
                housekeeper = here;
            }

            return housekeeper == here;
        }
        catch (Exception error) when (PostgresFault.Is(error))
        {
            throw PostgresFault.Explain(address, error);
        }
    }

    public bool HoldsOthers() => reads.Read(connection => connection.Rows(
        "SELECT NOT EXISTS (SELECT FROM stations.server JOIN stations.progress ON server = id WHERE id <> $1 AND position < last)",
        row => row.GetBoolean(0),
        Sql.Parameter((long)ownership.Server))[0]);

    public void Dispose()
    {
        writer?.Dispose();
        reads.Dispose();
    }

    private NpgsqlConnection Writer()
    {
        if (writer is not { State: ConnectionState.Open })
        {
            writer?.Dispose();
            writer = WritingSession.Enter(address);
        }

        return writer;
    }

    private long ReadPosition(NpgsqlConnection connection)
    {
        var (found, crc) = connection.Rows(
            "SELECT position, crc FROM stations.progress WHERE server = $1", row => (row.GetInt64(0), row.GetInt64(1)), Sql.Parameter((long)ownership.Server))[0];
        return crc == HistoryChecksums.Position(found) ? found : throw Damaged("its position");
    }

    private JournalException Damaged(string what) =>
        new(JournalFault.Damaged, $"The history in {address} is damaged: {what} does not match its checksum. Restore the database from a backup.");
}
