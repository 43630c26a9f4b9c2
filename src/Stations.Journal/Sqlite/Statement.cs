using SQLitePCL;
using static SQLitePCL.raw;

namespace Stations.Journal.Sqlite;

/// <summary>A prepared statement. Parameters are numbered from 1, columns from 0.</summary>
internal sealed class Statement(SqliteFile file, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int parameter, long value)
    {
        Check(sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? sqlite3_bind_zeroblob(handle, parameter, 0) : sqlite3_bind_blob(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, string value)
    {
        Check(sqlite3_bind_text(handle, parameter, value));
        return this;
    }

    public Statement BindNull(int parameter)
    {
        Check(sqlite3_bind_null(handle, parameter));
        return this;
    }

    /// <summary>Moves to the next row; false at the end, where the statement is ready for its next use.</summary>
    public bool Step()
    {
        switch (sqlite3_step(handle))
        {
            case SQLITE_ROW:
                return true;
            case SQLITE_DONE:
                Reset();
                return false;
            default:
                var failure = file.Failure();
                Reset();
                throw failure;
        }
    }

    public void Reset() => sqlite3_reset(handle);

    public long Int64(int column) => sqlite3_column_int64(handle, column);

    /// <summary>Valid until the next step or reset.</summary>
    public ReadOnlySpan<byte> Blob(int column) => sqlite3_column_blob(handle, column);

    public bool IsNull(int column) => sqlite3_column_type(handle, column) == SQLITE_NULL;

    public string Text(int column) => sqlite3_column_text(handle, column).utf8_to_string();

    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != SQLITE_OK)
        {
            throw file.Failure();
        }
    }
}
