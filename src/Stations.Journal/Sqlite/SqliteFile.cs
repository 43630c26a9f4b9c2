using SQLitePCL;
using static SQLitePCL.raw;

namespace Stations.Journal.Sqlite;

/// <summary>One connection to a SQLite file. Used by one thread at a time.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly string path;
    private readonly sqlite3 handle;
    private readonly List<Statement> statements = [];

    static SqliteFile() => Batteries_V2.Init();

    public SqliteFile(string path)
    {
        this.path = path;
        var code = sqlite3_open_v2(path, out handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, null);
        if (code != SQLITE_OK)
        {
            throw Failure();
        }

        sqlite3_extended_result_codes(handle, 1);
        if (sqlite3_db_readonly(handle, "main") == 1)
        {
            throw new JournalException(JournalFault.Refused, $"{MayNotWrite}.");
        }
    }

    private string MayNotWrite => $"{path} may not be written: give the user that runs this program the right to write it and the folder that it is in";

    /// <summary>Whether closing the last connection leaves a -wal file as it is, instead of moving it into the main file.</summary>
    public void LeaveLog(bool leave) => sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, leave ? 1 : 0, out _);

    public bool InTransaction => sqlite3_get_autocommit(handle) == 0;

    public Statement Prepare(string sql)
    {
        if (sqlite3_prepare_v2(handle, sql, out var statement) != SQLITE_OK)
        {
            throw Failure();
        }

        var prepared = new Statement(this, statement);
        statements.Add(prepared);
        return prepared;
    }

    /// <summary>Runs every statement in <paramref name="sql"/>.</summary>
    public void Execute(string sql)
    {
        if (sqlite3_exec(handle, sql) != SQLITE_OK)
        {
            throw Failure();
        }
    }

    /// <summary>The first column of the first row as a number; 0 without a row.</summary>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    public string Text(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) : "";
    }

    /// <summary>What went wrong last on this connection.</summary>
    public JournalException Failure()
    {
        var code = sqlite3_extended_errcode(handle);
        var fault = (code & 0xFF) switch
        {
            SQLITE_NOTADB => JournalFault.NotAJournal,
            SQLITE_CORRUPT => JournalFault.Damaged,
            SQLITE_PERM or SQLITE_AUTH or SQLITE_READONLY or SQLITE_CANTOPEN => JournalFault.Refused,
            _ => JournalFault.Unavailable,
        };
        var said = sqlite3_errmsg(handle).utf8_to_string();
        var what = (code & 0xFF) switch
        {
            SQLITE_FULL => $"the disk that holds {path} is full; free some space, it goes on by itself",
            SQLITE_CORRUPT => $"{path} is damaged, restore the folder from a backup: {said}",
            SQLITE_NOTADB => $"{path} is no SQLite file, or its beginning is damaged: restore the folder from a backup, or choose another with --Data:Folder=",
            SQLITE_READONLY or SQLITE_PERM or SQLITE_AUTH or SQLITE_CANTOPEN => MayNotWrite,
            SQLITE_BUSY or SQLITE_LOCKED => $"{path} is locked by another program; it goes on by itself once that lets go",
            _ => $"{path}: {said}",
        };
        return new JournalException(fault, $"{what} (SQLite code {code}).");
    }

    public void Dispose()
    {
        foreach (var statement in statements)
        {
            statement.Dispose();
        }

        handle.Dispose();
    }
}
