using System.Runtime.InteropServices;

namespace Stations.Tests.Faults;

/// <summary>sqlite3_vfs as SQLite lays it out; only what is called here has a type.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteVfs
{
    public int Version;
    public int FileSize;
    public int LongestPath;
    public nint Next;
    public byte* Name;
    public nint Data;
    public delegate* unmanaged[Cdecl]<SqliteVfs*, byte*, SqliteOpened*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<SqliteVfs*, byte*, int, int> Delete;
    public fixed long Rest[14];
}

/// <summary>sqlite3_file: a table of functions, and behind it what the real file system keeps.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteOpened
{
    public SqliteFunctions* Functions;
}

/// <summary>sqlite3_io_methods as SQLite lays it out; only what is called here has a type.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteFunctions
{
    public int Version;
    public delegate* unmanaged[Cdecl]<SqliteOpened*, int> Close;
    public nint Read;
    public delegate* unmanaged[Cdecl]<SqliteOpened*, byte*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<SqliteOpened*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<SqliteOpened*, int, int> Sync;
    public fixed long Rest[13];
}
