using System.IO.Compression;

namespace Stations.Journal.History;

/// <param name="Position">Where the journal held it.</param>
/// <param name="At">When it counts, epoch milliseconds.</param>
/// <param name="Late">It came out of order, so that it may be there twice.</param>
public readonly record struct RawRecord(long Position, long At, bool Late, ReadOnlyMemory<byte> Payload);

/// <summary>
/// Records packed into the bytes of a block: <c>encoding (1) · records</c>, each as
/// <c>position and time as differences to the record before · length × 2 + late · payload</c>; numbers as LEB128 varints.
/// </summary>
public static class Chunk
{
    private const byte Plain = 0;
    private const byte Brotli = 1;

    /// <summary>No chunk comes near; a length beyond is damage.</summary>
    private const int MaxBytes = 1 << 30;

    /// <param name="compress">Brotli's fastest.</param>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<RawRecord> records, bool compress)
    {
        var size = 1;
        for (var index = 0; index < records.Count; index++)
        {
            size += records[index].Payload.Length + 3 * Varint.Longest;
        }

        var bytes = GC.AllocateUninitializedArray<byte>(size);
        bytes[0] = Plain;
        var (end, position, at) = (1, 0L, 0L);
        for (var index = 0; index < records.Count; index++)
        {
            var record = records[index];
            end += Varint.Write(bytes.AsSpan(end), Varint.ZigZag(record.Position - position));
            end += Varint.Write(bytes.AsSpan(end), Varint.ZigZag(record.At - at));
            end += Varint.Write(bytes.AsSpan(end), ((ulong)record.Payload.Length << 1) | (record.Late ? 1UL : 0));
            record.Payload.Span.CopyTo(bytes.AsSpan(end));
            end += record.Payload.Length;
            (position, at) = (record.Position, record.At);
        }

        return compress ? Compress(bytes.AsSpan(1, end - 1)) : bytes.AsMemory(0, end);
    }

    /// <summary>False when the bytes are not a chunk, or of a newer program.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> chunk, List<RawRecord> into)
    {
        if (!TryUnpack(chunk, out var body))
        {
            return false;
        }

        var (at, position, time) = (0, 0L, 0L);
        while (at < body.Length)
        {
            if (!Varint.TryRead(body.Span, ref at, out var positions) || !Varint.TryRead(body.Span, ref at, out var times)
                || !Varint.TryRead(body.Span, ref at, out var length) || length >> 1 > (ulong)(body.Length - at))
            {
                return false;
            }

            position += Varint.UnZigZag(positions);
            time += Varint.UnZigZag(times);
            into.Add(new RawRecord(position, time, (length & 1) != 0, body.Slice(at, (int)(length >> 1))));
            at += (int)(length >> 1);
        }

        return true;
    }

    /// <summary>Any bytes in the compressed form of a chunk: <c>encoding (1) · length (varint) · Brotli</c>.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> body)
    {
        var packed = new byte[1 + Varint.Longest + BrotliEncoder.GetMaxCompressedLength(body.Length)];
        packed[0] = Brotli;
        var head = 1 + Varint.Write(packed.AsSpan(1), (ulong)body.Length);
        return BrotliEncoder.TryCompress(body, packed.AsSpan(head), out var written, quality: 1, window: 22)
            ? packed[..(head + written)]
            : throw new InvalidOperationException("Brotli ran out of the room that it asked for.");
    }

    /// <summary>False when the bytes are damaged or of a newer program.</summary>
    public static bool TryUnpack(ReadOnlyMemory<byte> packed, out ReadOnlyMemory<byte> body)
    {
        body = packed.IsEmpty ? default : packed[1..];
        if (packed.IsEmpty || packed.Span[0] != Brotli)
        {
            return !packed.IsEmpty && packed.Span[0] == Plain;
        }

        var at = 1;
        if (!Varint.TryRead(packed.Span, ref at, out var length) || length > MaxBytes)
        {
            return false;
        }

        var bytes = new byte[length];
        body = bytes;
        return BrotliDecoder.TryDecompress(packed.Span[at..], bytes, out var written) && (ulong)written == length;
    }
}
