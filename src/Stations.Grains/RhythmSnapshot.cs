using System.Buffers.Binary;
using Stations.Model;

namespace Stations.Grains;

/// <summary>How often the slots are used, at rest: 22 bytes each. A cabinet in use has one for each of its doors, so they are not JSON.</summary>
internal static class RhythmSnapshot
{
    private const int Bytes = 22;

    /// <summary>Null for none.</summary>
    public static byte[]? Write(Rhythm[] rhythms)
    {
        if (rhythms.Length == 0)
        {
            return null;
        }

        var output = new byte[rhythms.Length * Bytes];
        for (var index = 0; index < rhythms.Length; index++)
        {
            var (slot, uses, gap, lastUse, stirred) = rhythms[index];
            var one = output.AsSpan(index * Bytes, Bytes);
            (one[0], one[1]) = (slot, uses);
            BinaryPrimitives.WriteSingleLittleEndian(one[2..], gap);
            BinaryPrimitives.WriteInt64LittleEndian(one[6..], lastUse);
            BinaryPrimitives.WriteInt64LittleEndian(one[14..], stirred);
        }

        return output;
    }

    public static Rhythm[] Read(ReadOnlySpan<byte> input)
    {
        var rhythms = new Rhythm[input.Length / Bytes];
        for (var index = 0; index < rhythms.Length; index++)
        {
            var one = input.Slice(index * Bytes, Bytes);
            rhythms[index] = new(
                one[0], one[1], BinaryPrimitives.ReadSingleLittleEndian(one[2..]), BinaryPrimitives.ReadInt64LittleEndian(one[6..]), BinaryPrimitives.ReadInt64LittleEndian(one[14..]));
        }

        return rhythms;
    }
}
