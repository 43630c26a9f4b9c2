using System.IO.Compression;

namespace Stations.Journal.History;

/// <param name="Position">Where the journal held it.</param>
/// <param name="At">When it counts, epoch milliseconds.</param>
/// <param name="Late">It came out of order, so that it may be there twice.</param>
public readonly record struct RawRecord(long Position, long At, bool Late, ReadOnlyMemory<byte> Payload);

/// <summary>
/// Records packed into the bytes of a block: <c>encoding (1) · records</c>, each as
/// <c>position and time as differences to the record before · length × 2 + late · payload</c>; numbers as LEB128 varints. Where they are told as
/// <see cref="Alike"/>, the sum of the payloads' lengths goes before the records.
/// </summary>
public static class Chunk
{
    private const byte Plain = 0;
    private const byte Brotli = 1;
    private const byte Told = 2;

    /// <summary>No chunk comes near; a length beyond is damage.</summary>
    private const int MaxBytes = 1 << 30;

    /// <summary>What is written once and read seldom, with Brotli's fastest.</summary>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<RawRecord> records)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Bound(records));
        return Compress(bytes.AsSpan(0, Put(records, bytes, end: 0, alike: null)));
    }

    /// <summary>What is written as it comes.</summary>
    /// <param name="told">As <see cref="Alike"/>.</param>
    /// <param name="room">Used again and again, replaced by a larger one when it is too small.</param>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<RawRecord> records, bool told, ref byte[] room)
    {
        var bound = Bound(records);
        if (room.Length < bound)
        {
            room = GC.AllocateUninitializedArray<byte>(bound);
        }

        room[0] = told ? Told : Plain;
        var head = 1 + (told ? Varint.Write(room.AsSpan(1), Sum(records)) : 0);
        return room.AsMemory(0, Put(records, room, head, told ? new Alike() : null));
    }

    /// <summary>False when the bytes are not a chunk, or of a newer program.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> chunk, List<RawRecord> into)
    {
        if (!chunk.IsEmpty && chunk.Span[0] == Told)
        {
            return TryReadTold(chunk.Span, into);
        }

        if (!TryUnpack(chunk, out var body))
        {
            return false;
        }

        var (at, record) = (0, default(RawRecord));
        while (at < body.Length)
        {
            if (!TryReadHead(body.Span, ref at, ref record, out var length) || length > body.Length - at)
            {
                return false;
            }

            into.Add(record with { Payload = body.Slice(at, length) });
            at += length;
        }

        return true;
    }

    private static bool TryReadTold(ReadOnlySpan<byte> chunk, List<RawRecord> into)
    {
        var (at, end, record, alike) = (1, 0, default(RawRecord), new Alike());
        if (!Varint.TryRead(chunk, ref at, out var sum) || sum > MaxBytes)
        {
            return false;
        }

        var payloads = GC.AllocateUninitializedArray<byte>((int)sum);
        while (at < chunk.Length)
        {
            if (!TryReadHead(chunk, ref at, ref record, out var length) || length > payloads.Length - end
                || !alike.TryRead(chunk, ref at, payloads.AsMemory(end, length)))
            {
                return false;
            }

            into.Add(record with { Payload = payloads.AsMemory(end, length) });
            end += length;
        }

        return end == payloads.Length;
    }

    private static int Put(IReadOnlyList<RawRecord> records, byte[] target, int end, Alike? alike)
    {
        var before = default(RawRecord);
        for (var index = 0; index < records.Count; index++)
        {
            var record = records[index];
            end += WriteHead(target.AsSpan(end), record, before);
            if (alike is null)
            {
                record.Payload.Span.CopyTo(target.AsSpan(end));
                end += record.Payload.Length;
            }
            else
            {
                end += alike.Write(target.AsSpan(end), record.Payload);
            }

            before = record;
        }

        return end;
    }

    private static ulong Sum(IReadOnlyList<RawRecord> records)
    {
        var sum = 0UL;
        for (var index = 0; index < records.Count; index++)
        {
            sum += (ulong)records[index].Payload.Length;
        }

        return sum;
    }

    private static int Bound(IReadOnlyList<RawRecord> records)
    {
        var bound = 1 + Varint.Longest;
        for (var index = 0; index < records.Count; index++)
        {
            bound += 3 * Varint.Longest + Alike.Bound(records[index].Payload.Length);
        }

        return bound;
    }

    private static int WriteHead(Span<byte> target, in RawRecord record, in RawRecord before)
    {
        var end = Varint.Write(target, Varint.ZigZag(record.Position - before.Position));
        end += Varint.Write(target[end..], Varint.ZigZag(record.At - before.At));
        return end + Varint.Write(target[end..], ((ulong)record.Payload.Length << 1) | (record.Late ? 1UL : 0));
    }

    /// <param name="record">The one before; afterwards this one, without its payload.</param>
    private static bool TryReadHead(ReadOnlySpan<byte> bytes, ref int at, ref RawRecord record, out int length)
    {
        length = 0;
        if (!Varint.TryRead(bytes, ref at, out var positions) || !Varint.TryRead(bytes, ref at, out var times)
            || !Varint.TryRead(bytes, ref at, out var lengthAndLate) || lengthAndLate >> 1 > MaxBytes)
        {
            return false;
        }

        length = (int)(lengthAndLate >> 1);
        record = new RawRecord(record.Position + Varint.UnZigZag(positions), record.At + Varint.UnZigZag(times), (lengthAndLate & 1) != 0, default);
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
