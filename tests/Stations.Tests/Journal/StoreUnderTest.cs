using System.Data.Common;
using Stations.Journal;
using Stations.Journal.Postgres;

namespace Stations.Tests.Journal;

/// <summary>Where a test's journal lies: the same tests run on each. Gone afterwards.</summary>
public abstract class StoreUnderTest : IDisposable
{
    public JournalOptions Options => OptionsOf(Place);

    /// <summary>The folder or the connection string.</summary>
    public abstract string Place { get; }

    /// <summary>How messages name it.</summary>
    public abstract string Name { get; }

    /// <summary>SQL that gives the data a schema from the future.</summary>
    public abstract string MakeNewer { get; }

    /// <summary>SQL after which no record is taken and somebody is told that it is full.</summary>
    public abstract string MakeFull { get; }

    public abstract string MakeRoom { get; }

    /// <summary>SQL that begins a transaction in which another tool keeps everybody from writing.</summary>
    public abstract string KeepOut { get; }

    public static JournalOptions OptionsOf(string place) =>
        PostgresAddress.TryParse(place, out var address, out _) ? new JournalOptions("unused") { Store = address } : new JournalOptions(place);

    public EventJournal Open(TimeProvider? clock = null) => Open(Options, clock);

    public static EventJournal Open(JournalOptions options, TimeProvider? clock = null)
    {
        var journal = new EventJournal(options, clock ?? TimeProvider.System);
        journal.Open();
        return journal;
    }

    /// <summary>An open connection on which the tables have the same names everywhere.</summary>
    public abstract DbConnection Connect();

    /// <summary>For what takes effect only on the journal's own connection.</summary>
    public virtual void RunAsWriter(EventJournal journal, string sql) => Run(sql);

    /// <param name="sql">May name the parameter <c>@key</c>.</param>
    public void Run(string sql, byte[]? key = null)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (key is not null)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@key", key);
            command.Parameters.Add(parameter);
        }

        command.ExecuteNonQuery();
    }

    /// <summary>The answer's only value.</summary>
    public object? Ask(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>The first and the last record that lie there.</summary>
    public (long First, long Last) Rows() => ((long)Ask("SELECT min(first) FROM journal")!, (long)Ask("SELECT max(first + count - 1) FROM journal")!);

    public void Dispose()
    {
        Delete();
        GC.SuppressFinalize(this);
    }

    protected abstract void Delete();
}
