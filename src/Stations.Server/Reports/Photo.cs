using System.Buffers.Binary;

namespace Stations.Server.Reports;

/// <summary>A picture without what it tells of where, when and with what it was taken. Only what its first bytes show to be one is taken.</summary>
internal sealed record Photo(string Type, byte[] Bytes)
{
    public const int MaxBytes = 1024 * 1024;

    private static ReadOnlySpan<byte> PngHead => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Null for what is no JPEG, PNG or WebP, or ends in the middle.</summary>
    public static Photo? Read(ReadOnlySpan<byte> file)
    {
        var clean = new List<byte>(file.Length);
        return file switch
        {
            [0xFF, 0xD8, 0xFF, ..] => CleanJpeg(file, clean) ? new("image/jpeg", [.. clean]) : null,
            _ when file.StartsWith(PngHead) => CleanPng(file, clean) ? new("image/png", [.. clean]) : null,
            _ when file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) => CleanWebP(file, clean) ? new("image/webp", [.. clean]) : null,
            _ => null,
        };
    }

    /// <summary>Keeps what is needed to draw it: no comment, and of the application segments none but JFIF and Adobe's colours.</summary>
    private static bool CleanJpeg(ReadOnlySpan<byte> file, List<byte> clean)
    {
        clean.AddRange(file[..2]);
        for (var at = 2; at + 4 <= file.Length;)
        {
            if (file[at] != 0xFF)
            {
                return false;
            }

            var (marker, length) = (file[at + 1], BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]) + 2);
            if (marker == 0xDA)
            {
                clean.AddRange(file[at..]);
                return true;
            }

            if (length < 4 || at + length > file.Length)
            {
                return false;
            }

            if (marker is not (0xFE or (>= 0xE1 and <= 0xED) or 0xEF))
            {
                clean.AddRange(file.Slice(at, length));
            }

            at += length;
        }

        return false;
    }

    private static bool CleanPng(ReadOnlySpan<byte> file, List<byte> clean)
    {
        clean.AddRange(file[..8]);
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]) + 12L;
            if (at + length > file.Length)
            {
                return false;
            }

            var chunk = file.Slice(at, (int)length);
            var name = file.Slice(at + 4, 4);
            if (!(name.SequenceEqual("eXIf"u8) || name.SequenceEqual("tEXt"u8) || name.SequenceEqual("zTXt"u8) || name.SequenceEqual("iTXt"u8) || name.SequenceEqual("tIME"u8)))
            {
                clean.AddRange(chunk);
            }

            if (name.SequenceEqual("IEND"u8))
            {
                return true;
            }

            at += (int)length;
        }

        return false;
    }

    private static bool CleanWebP(ReadOnlySpan<byte> file, List<byte> clean)
    {
        const byte ExifAndXmp = 0x0C;
        clean.AddRange(file[..12]);
        for (var at = 12; at + 8 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            var end = at + 8L + length + (length & 1);
            if (end > file.Length)
            {
                return false;
            }

            var chunk = file[at..(int)end];
            var name = file.Slice(at, 4);
            if (!name.SequenceEqual("EXIF"u8) && !name.SequenceEqual("XMP "u8))
            {
                clean.AddRange(chunk);
                if (name.SequenceEqual("VP8X"u8) && length > 0)
                {
                    clean[^(chunk.Length - 8)] &= unchecked((byte)~ExifAndXmp);
                }
            }

            at = (int)end;
        }

        var size = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, (uint)clean.Count - 8);
        for (var index = 0; index < size.Length; index++)
        {
            clean[4 + index] = size[index];
        }

        return clean.Count > 12;
    }
}
