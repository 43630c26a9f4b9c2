using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Stations.Mqtt.Wire.Polling;

/// <summary>What .NET does not offer of Linux: one thread that waits for thousands of sockets, and a way to call it.</summary>
internal static partial class Epoll
{
    public const uint Readable = 0x1;
    public const uint Writable = 0x4;
    public const uint Failed = 0x8;
    public const uint HungUp = 0x10;
    public const uint PeerClosed = 0x2000;

    /// <summary>Told once per change and not as long as it lasts.</summary>
    public const uint OnChange = 1u << 31;

    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int AddOperation = 1;

    // struct epoll_event is packed on x64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    public static int EventBytes => DataOffset + sizeof(long);

    public static SafeFileHandle Create() => Checked(CreatePoll(CloseOnExec));

    /// <summary>A handle that becomes readable by <see cref="Ring"/>.</summary>
    public static SafeFileHandle CreateBell() => Checked(CreateEvent(0, CloseOnExec | NonBlocking));

    public static void Ring(SafeFileHandle bell) => _ = Write(bell, 1, sizeof(ulong));

    public static void Silence(SafeFileHandle bell) => _ = Read(bell, out _, sizeof(ulong));

    /// <exception cref="IOException">The system's limit is reached.</exception>
    public static void Add(SafeFileHandle poll, SafeHandle handle, uint what, int data)
    {
        Span<byte> change = stackalloc byte[EventBytes];
        change.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(change, what);
        BinaryPrimitives.WriteInt64LittleEndian(change[DataOffset..], data);
        if (Control(poll, AddOperation, handle, change) != 0)
        {
            throw Failure();
        }
    }

    /// <summary>Returns how many events there are; 0 after a signal.</summary>
    public static int Wait(SafeFileHandle poll, Span<byte> events, int milliseconds) => Math.Max(0, WaitPoll(poll, events, events.Length / EventBytes, milliseconds));

    public static (uint What, int Data) Event(ReadOnlySpan<byte> events, int number)
    {
        var one = events.Slice(number * EventBytes, EventBytes);
        return (BinaryPrimitives.ReadUInt32LittleEndian(one), (int)BinaryPrimitives.ReadInt64LittleEndian(one[DataOffset..]));
    }

    private static SafeFileHandle Checked(SafeFileHandle made) => made.IsInvalid ? throw Failure() : made;

    private static IOException Failure() => new(new Win32Exception(Marshal.GetLastPInvokeError()).Message);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial SafeFileHandle CreatePoll(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle poll, int operation, SafeHandle handle, ReadOnlySpan<byte> change);

    [LibraryImport("libc", EntryPoint = "epoll_wait")]
    private static partial int WaitPoll(SafeFileHandle poll, Span<byte> events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    private static partial SafeFileHandle CreateEvent(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(SafeFileHandle handle, in ulong value, nint bytes);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(SafeFileHandle handle, out ulong value, nint bytes);
}
