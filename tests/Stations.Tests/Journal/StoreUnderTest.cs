using System.Data.Common;
using Stations.Journal;

namespace Stations.Tests.Journal;

/// <summary>Where a test's journal lies: the same tests run on each. Gone afterwards.</summary>
public abstract class StoreUnderTest : IDisposable
{
    public abstract JournalOptions Options { get; }

    /// <summary>How messages name it.</summary>
    public abstract string Name { get; }

    /// <summary>SQL that gives the data a schema from the future.</summary>
    public abstract string MakeNewer { get; }

    /// <summary>SQL after which no record is taken and somebody is told that it is full.</summary>
    public abstract string MakeFull { get; }

    public abstract string MakeRoom { get; }

    /// <summary>SQL that begins a transaction in which another tool keeps everybody from writing.</summary>
    public abstract string KeepOut { get; }

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

    /// <summary>The first and the last record that lie there.</summary>
    public (long First, long Last) Rows()
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT min(first), max(first + count - 1) FROM journal";
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public void Dispose()
    {
        Delete();
        GC.SuppressFinalize(this);
    }

    protected abstract void Delete();
}
