using System.Data.Common;
using Npgsql;

namespace Stations.Journal.Postgres;

/// <summary>
/// Connections that read beside the writer, from any thread: one pool in the process for all who read the same database. Whatever goes wrong is a
/// <see cref="JournalException"/>.
/// </summary>
internal sealed class ReadingPool(PostgresAddress address) : IDisposable
{
    /// <summary>Asks, and once more if the connection turns out to be broken: the database may have been started anew since.</summary>
    public T Read<T>(Func<NpgsqlConnection, T> ask)
    {
        try
        {
            return Once(ask);
        }
        catch (JournalException error) when (error.InnerException is NpgsqlException { IsTransient: true })
        {
            return Once(ask);
        }
    }

    public T Once<T>(Func<NpgsqlConnection, T> ask) => Explained(() =>
    {
        using var connection = Open();
        return ask(connection);
    });

    /// <summary>Rows one by one, as of one point in time. However long the database sorts them: if it dies, TCP says so.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<DbDataReader, T> read)
    {
        using var connection = Explained(Open);
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        using var rows = Explained(command.ExecuteReader);
        while (Explained(rows.Read))
        {
            yield return read(rows);
        }
    }

    /// <summary>Closes what nobody uses now. Others go on, if need be with new connections.</summary>
    public void Dispose()
    {
        using var any = new NpgsqlConnection(address.ForReading);
        NpgsqlConnection.ClearPool(any);
    }

    private NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(address.ForReading);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private T Explained<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception error) when (PostgresFault.Is(error))
        {
            throw PostgresFault.Explain(address, error);
        }
    }
}
