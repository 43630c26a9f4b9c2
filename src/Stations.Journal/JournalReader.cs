using Stations.Journal.Postgres;

namespace Stations.Journal;

/// <summary>What <see cref="JournalReader.Next"/> came to.</summary>
public enum Following
{
    CaughtUp,

    /// <summary>There is more to be had at once.</summary>
    More,

    /// <summary>Something of it was trimmed before it was read: <see cref="JournalReader.Load"/> again.</summary>
    Trimmed,
}

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

    /// <summary>The states of that name, without those that were cleared, by the key that they were written under.</summary>
    /// <exception cref="JournalException">The database cannot be read now, or one of them is damaged.</exception>
    public IReadOnlyDictionary<string, StoredState> States(string name) => reads.Read(connection => JournalRows.States(connection, address, name));

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
        foreach (var (server, trimmed, _, _) in servers)
        {
            followed[server] = JournalRows.Read(connection, address, server, trimmed, maxCommits: null, record)
                ?? throw JournalRows.Damaged(address, $"record {trimmed + 1} of server {server} is missing from stations.journal");
        }

        return true;
    });

    /// <summary>
    /// Hands on what was committed since, at most <paramref name="maxCommits"/> from each server. A query, and one more for each server that
    /// committed anything.
    /// </summary>
    /// <exception cref="JournalException">The database cannot be read now, or a row is damaged; what was handed on stays so.</exception>
    public Following Next(int maxCommits, Action<CommittedRecord> record) => reads.Read(connection =>
    {
        var outcome = Following.CaughtUp;
        foreach (var (server, trimmed, last, commits) in JournalRows.Servers(connection, except))
        {
            // A server that is new here begins where it is trimmed to, unless it may have trimmed something since it began.
            var from = followed.GetValueOrDefault(server, commits == 0 ? trimmed : -1);
            if (from < trimmed)
            {
                return Following.Trimmed;
            }

            if (from < last)
            {
                if (JournalRows.Read(connection, address, server, from, maxCommits, record) is not { } end)
                {
                    return Following.Trimmed;
                }

                from = end;
            }

            followed[server] = from;
            outcome = from < last ? Following.More : outcome;
        }

        return outcome;
    });

    public void Dispose() => reads.Dispose();
}
