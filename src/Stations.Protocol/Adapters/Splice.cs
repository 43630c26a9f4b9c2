using System.Buffers;
using System.Globalization;

namespace Stations.Protocol;

/// <summary>A text that is copied as it is but for some places.</summary>
internal ref struct Splice(ReadOnlySpan<byte> from, IBufferWriter<byte> to)
{
    private const int LongestNumber = 32;

    private readonly ReadOnlySpan<byte> from = from;
    private readonly IBufferWriter<byte> to = to;
    private int at;

    public void CopyTo(int end)
    {
        to.Write(from[at..end]);
        at = end;
    }

    public readonly void Put(ReadOnlySpan<byte> bytes) => to.Write(bytes);

    public readonly void Put(double number)
    {
        number.TryFormat(to.GetSpan(LongestNumber), out var length, default, CultureInfo.InvariantCulture);
        to.Advance(length);
    }

    /// <summary>Leaves out what comes next.</summary>
    public void Drop(int length) => at += length;
}
