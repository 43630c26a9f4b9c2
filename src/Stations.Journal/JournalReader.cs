using Stations.Journal.Postgres;

namespace Stations.Journal;

/// <summary>
/// Reads what the servers that share a database have made durable, as they go on, and writes nothing. One thread at a time. Of one key the
/// records of several servers may come in the wrong order: one that has a lower position than what is known is to be left out, and a server
/// that took a key over wrote its whole state first (<see cref="Recovered.IsTakenOver"/>).
/// </summary>
/// <param name="address">The database; some server has opened it before.</param>
/// <param name="except">The server that is not read, because whoever reads hears of it in another way; null: none.</param>
public sealed class JournalReader(PostgresAddress address, int? except = null) : IDisposable
{
    private readonly ReadingPool reads = new(address);
    private readonly Dictionary<int, long> followed = [];

    /// <summary>Servers that ended and left a journal with something in it behind, oldest first.</summary>
    /// <exception cref="JournalException">The database cannot be asked now.</exception>
    public IReadOnlyList<int> Left() => reads.Read(connection => connection.Rows(
        $"""
        SELECT id FROM stations.server WHERE NOT EXISTS (
            SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = {WritingSession.Space} AND objid = {WritingSession.FirstServer} + id
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            AND (id > 0 OR EXISTS (SELECT FROM stations.journal WHERE server = id AND first > (SELECT trimmed FROM stations.server WHERE id = 0)))
        ORDER BY id
        """,
        row => row.GetInt32(0)));

    /// <summary>
    /// Everything, as of one point in time: each key's snapshot, then the records behind them, server by server. <see cref="Next"/> goes on from there.
    /// </summary>
    /// <exception cref="JournalException">The database cannot be read now, or a row of the journal is damaged: call again. Damaged snapshots say so themselves.</exception>
    public void Load(Action<Recovered> snapshot, Action<CommittedRecord> record) => reads.Once(connection =>
    {
        followed.Clear();
        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        var servers = JournalRows.Servers(connection, except);
        JournalRows.ReadSnapshots(connection, address, snapshot);
        foreach (var (server, trimmed) in servers)
        {
            followed[server] = JournalRows.Read(connection, address, server, trimmed, maxCommits: null, record);
        }

        return true;
    });

    /// <summary>
    /// Hands on what was committed since, at most <paramref name="maxCommits"/> from each server. False if something of it was trimmed already:
    /// then <see cref="Load"/> again.
    /// </summary>
    /// <exception cref="JournalException">The database cannot be read now, or a row is damaged; what was handed on stays so.</exception>
    public bool Next(int maxCommits, Action<CommittedRecord> record) => reads.Read(connection =>
    {
        foreach (var (server, trimmed) in JournalRows.Servers(connection, except))
        {
            var from = followed.GetValueOrDefault(server, trimmed);
            if (from < trimmed)
            {
                return false;
            }

            followed[server] = JournalRows.Read(connection, address, server, from, maxCommits, record);
        }

        return true;
    });

    public void Dispose() => reads.Dispose();
}
