using System.Buffers.Binary;

namespace Stations.Journal.Backup;

/// <summary>How a backup begins: <c>"StBackup" (8) · version of the format (4) · CRC-32C of both (4)</c>.</summary>
internal static class BackupHeader
{
    public const int Length = 16;
    private const int Version = 1;

    public static byte[] Current { get; } = Of(Version);

    /// <summary>Why a file that begins like this cannot be read; null if it can.</summary>
    public static string? WhyNot(ReadOnlySpan<byte> header)
    {
        if (header.Length < Length || !header.StartsWith("StBackup"u8))
        {
            return "it is no backup of this program";
        }

        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        return header switch
        {
            _ when !header.SequenceEqual(Of(version)) => "its first 16 bytes are damaged",
            _ when version != Version => $"its format is {version}, this program knows {Version}; use the program that wrote it or a newer one",
            _ => null,
        };
    }

    public static byte[] Of(int version)
    {
        var header = new byte[Length];
        "StBackup"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), version);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), Crc32C.Add(Crc32C.Seed, header.AsSpan(0, 12)));
        return header;
    }
}
