using System.Security.Cryptography;
using System.Text;
using Stations.Protocol;

namespace Stations.Server.Access;

/// <summary>
/// Who came in with which password last, so that the next time costs microseconds instead of a slow hash. It only remembers that a secret
/// fitted a hash, under a key of this process, and is asked with the hash that counts now: so it is never out of date, and worth nothing to
/// whoever reads it.
/// </summary>
internal sealed class Known
{
    /// <summary>Nodes; only those with a right password get in. Beyond it all are forgotten, which costs each a slow hash.</summary>
    public const int MaxNodes = 200_000;

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock gate = new();
    private readonly Dictionary<NodeId, UInt128> marks = [];

    public bool Has(NodeId node)
    {
        lock (gate)
        {
            return marks.ContainsKey(node);
        }
    }

    /// <summary>The hash that this secret is known to fit; null when it is not known to fit either.</summary>
    public string? Match(NodeId node, ReadOnlySpan<byte> secret, string? hash, string? other)
    {
        UInt128 mark;
        lock (gate)
        {
            if (!marks.TryGetValue(node, out mark))
            {
                return null;
            }
        }

        return hash is not null && Mark(secret, hash) == mark ? hash : other is not null && Mark(secret, other) == mark ? other : null;
    }

    public void Remember(NodeId node, ReadOnlySpan<byte> secret, string hash)
    {
        var mark = Mark(secret, hash);
        lock (gate)
        {
            if (marks.Count >= MaxNodes)
            {
                marks.Clear();
            }

            marks[node] = mark;
        }
    }

    /// <summary>The hash's text has one length for all, so hash and secret cannot be cut apart in another way.</summary>
    private UInt128 Mark(ReadOnlySpan<byte> secret, string hash)
    {
        Span<byte> mark = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, [.. Encoding.ASCII.GetBytes(hash), 0, .. secret], mark);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(mark);
    }
}
