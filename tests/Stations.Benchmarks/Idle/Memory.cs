using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Idle;

/// <param name="Resident">Bytes of the process in the machine's memory.</param>
/// <param name="Managed">Bytes of its objects after a collection.</param>
internal readonly record struct Memory(long Resident, long Managed)
{
    private const string Heap = "dotnet_gc_last_collection_heap_size_bytes{";
    private const string ResidentLine = "VmRSS:";
    private const int StopTracing = 1;
    private const int CollectTracing = 2;
    private const byte EventPipeCommands = 2;
    private const int HeaderBytes = 20;

    /// <summary>The runtime does it when one asks for a trace of its heap. Without, garbage counts.</summary>
    private const ulong CollectKeyword = 0x80_0000;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>Has the server collect its garbage, then reads.</summary>
    public static async Task<Memory> Of(StationsPeer server, TimeProvider clock, CancellationToken cancellation)
    {
        for (var round = 0; round < 2; round++)
        {
            await Collect(server.ProcessId, clock, cancellation);
        }

        var metrics = await server.Metrics(cancellation);
        var managed = metrics.Split('\n').Where(line => line.StartsWith(Heap, StringComparison.Ordinal)).Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
        var status = await File.ReadAllLinesAsync($"/proc/{server.ProcessId}/status", cancellation);
        var resident = status.Single(line => line.StartsWith(ResidentLine, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return new(long.Parse(resident.Trim(), CultureInfo.InvariantCulture) * 1024, (long)managed);
    }

    /// <summary>By the runtime's diagnostic port: a trace is begun, which collects, and thrown away.</summary>
    private static async Task Collect(int process, TimeProvider clock, CancellationToken cancellation)
    {
        using var tracing = await Open(process, cancellation);
        var provider = "Microsoft-Windows-DotNETRuntime\0";
        var body = new byte[4 + 4 + 4 + 8 + 4 + 4 + (provider.Length * 2) + 4];
        BinaryPrimitives.WriteInt32LittleEndian(body, 16);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(4), 1);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(8), 1);
        BinaryPrimitives.WriteUInt64LittleEndian(body.AsSpan(12), CollectKeyword);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(20), 4);
        BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(24), provider.Length);
        Encoding.Unicode.GetBytes(provider, body.AsSpan(28));
        await tracing.SendAsync(Command(CollectTracing, body), cancellation);
        var answer = new byte[HeaderBytes + 8];
        await Fill(tracing, answer, cancellation);
        var reading = Drain(tracing, cancellation);
        await Task.Delay(Settling, clock, cancellation);
        using (var stopping = await Open(process, cancellation))
        {
            await stopping.SendAsync(Command(StopTracing, answer.AsSpan(HeaderBytes)), cancellation);
            await Fill(stopping, answer, cancellation);
        }

        await reading;
    }

    private static async Task Drain(Socket tracing, CancellationToken cancellation)
    {
        var scratch = new byte[64 * 1024];
        while (await tracing.ReceiveAsync(scratch, cancellation) > 0)
        {
            // Of no interest.
        }
    }

    private static async Task Fill(Socket from, Memory<byte> buffer, CancellationToken cancellation)
    {
        while (!buffer.IsEmpty)
        {
            var count = await from.ReceiveAsync(buffer, cancellation);
            buffer = count > 0 ? buffer[count..] : throw new BenchmarkException("The runtime's diagnostic port closed early.");
        }
    }

    private static async Task<Socket> Open(int process, CancellationToken cancellation)
    {
        // A process that was killed leaves its port behind, and its number comes again.
        var port = Directory.EnumerateFiles(Path.GetTempPath(), $"dotnet-diagnostic-{process}-*-socket").MaxBy(File.GetLastWriteTimeUtc)
            ?? throw new BenchmarkException("The server has no diagnostic port: is DOTNET_EnableDiagnostics off?");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(port), cancellation);
        return socket;
    }

    private static byte[] Command(byte id, ReadOnlySpan<byte> body)
    {
        byte[] size = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(size, (ushort)(HeaderBytes + body.Length));
        return [.. "DOTNET_IPC_V1\0"u8, .. size, EventPipeCommands, id, 0, 0, .. body];
    }
}
