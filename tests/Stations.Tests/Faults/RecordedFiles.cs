using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Stations.Tests.Faults;

/// <summary>
/// Stands between SQLite and the file system, as SQLite's default VFS from the first use on. What SQLite does to the files of a watched
/// folder is told to that folder's <see cref="Disk"/> before it is done, and never synced for real; all other files are not touched.
/// </summary>
internal static unsafe class RecordedFiles
{
    private const int Ok = 0;
    private const int Create = 4;

    private static readonly ConcurrentDictionary<string, Disk> Watched = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<nint, Recorded> Opened = new();
    private static readonly ConcurrentDictionary<nint, nint> Tables = new();
    private static readonly SqliteVfs* Real;

    static RecordedFiles()
    {
        var library = NativeLibrary.Load("e_sqlite3", typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, searchPath: null);
        var find = (delegate* unmanaged[Cdecl]<byte*, SqliteVfs*>)NativeLibrary.GetExport(library, "sqlite3_vfs_find");
        var register = (delegate* unmanaged[Cdecl]<SqliteVfs*, int, int>)NativeLibrary.GetExport(library, "sqlite3_vfs_register");
        Real = find(null);
        var recorded = (SqliteVfs*)NativeMemory.Alloc((nuint)sizeof(SqliteVfs));
        *recorded = *Real;
        recorded->Name = (byte*)Marshal.StringToCoTaskMemUTF8("recorded");
        recorded->Open = &OnOpen;
        recorded->Delete = &OnDelete;
        Assert.Equal(Ok, register(recorded, 1));
    }

    public static void Watch(string folder, Disk disk) => Watched[folder] = disk;

    public static void Forget(string folder) => Watched.TryRemove(folder, out _);

    private static Disk? Of(string path) => Watched.GetValueOrDefault(Path.GetDirectoryName(path) ?? "");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnOpen(SqliteVfs* vfs, byte* name, SqliteOpened* file, int flags, int* outFlags)
    {
        var code = Real->Open(vfs, name, file, flags, outFlags);
        var path = name is null ? "" : Marshal.PtrToStringUTF8((nint)name)!;
        if (code == Ok && Of(path) is { } disk)
        {
            Opened[(nint)file] = new Recorded(disk, Path.GetFileName(path), (nint)file->Functions);
            file->Functions = (SqliteFunctions*)Tables.GetOrAdd((nint)file->Functions, Interpose);
            if ((flags & Create) != 0)
            {
                disk.Create(Path.GetFileName(path));
            }
        }
        return code;
    }

    /// <summary>A file keeps its real insides; only the functions that change the disk are replaced by those below.</summary>
    private static nint Interpose(nint real)
    {
        var table = (SqliteFunctions*)NativeMemory.Alloc((nuint)sizeof(SqliteFunctions));
        *table = *(SqliteFunctions*)real;
        table->Close = &OnClose;
        table->Write = &OnWrite;
        table->Truncate = &OnTruncate;
        table->Sync = &OnSync;
        return (nint)table;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnDelete(SqliteVfs* vfs, byte* name, int syncFolder)
    {
        var path = Marshal.PtrToStringUTF8((nint)name)!;
        Of(path)?.Delete(Path.GetFileName(path), syncFolder != 0);
        return Real->Delete(vfs, name, 0);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnClose(SqliteOpened* file)
    {
        Opened.TryRemove((nint)file, out var recorded);
        return recorded.Real->Close(file);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnWrite(SqliteOpened* file, byte* bytes, int count, long at)
    {
        var recorded = Opened[(nint)file];
        recorded.Disk.Write(recorded.Name, at, new ReadOnlySpan<byte>(bytes, count));
        return recorded.Real->Write(file, bytes, count, at);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnTruncate(SqliteOpened* file, long size)
    {
        var recorded = Opened[(nint)file];
        recorded.Disk.Truncate(recorded.Name, size);
        return recorded.Real->Truncate(file, size);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSync(SqliteOpened* file, int flags)
    {
        var recorded = Opened[(nint)file];
        recorded.Disk.Sync(recorded.Name);
        return Ok;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Recorded(Disk Disk, string Name, nint Table)
    {
        public SqliteFunctions* Real => (SqliteFunctions*)Table;
    }
}
