using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stations.Benchmarks.Load;

/// <summary>What .NET does not offer of the kernel's interface.</summary>
internal static partial class Linux
{
    public const uint Readable = 1;
    public const int Add = 1;

    // struct epoll_event is packed on x64 only.
    public static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    public static readonly int EventDataOffset = EventBytes - sizeof(long);

    /// <summary>Keeps the calling thread on one core.</summary>
    public static void PinThread(int core)
    {
        var mask = 1UL << core;
        if (SetAffinity(0, sizeof(ulong), mask) != 0)
        {
            throw new BenchmarkException($"The loader cannot be pinned to core {core}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int CreatePoll(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int ControlPoll(int poll, int operation, nint socket, ReadOnlySpan<byte> change);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int WaitPoll(int poll, Span<byte> events, int most, int milliseconds);

    /// <summary>Waits until what was written to the file is on disk, but not all that is known about the file. 0: done.</summary>
    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int SyncData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nint bytes, in ulong mask);
}
