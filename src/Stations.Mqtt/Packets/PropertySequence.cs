namespace Stations.Mqtt.Packets;

/// <summary>Walks encoded properties in place. The bytes were checked when the packet was parsed.</summary>
public readonly ref struct PropertySequence(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public Enumerator GetEnumerator() => new(bytes);

    /// <summary>The number behind <paramref name="id"/>, or null if it is absent.</summary>
    public uint? Number(PropertyId id) => TryFind(id, out var property) ? property.Number : null;

    public bool TryFind(PropertyId id, out PropertyView property)
    {
        foreach (var candidate in this)
        {
            if (candidate.Id == id)
            {
                property = candidate;
                return true;
            }
        }
        property = default;
        return false;
    }

    public ref struct Enumerator(ReadOnlySpan<byte> bytes)
    {
        private PacketReader reader = new(bytes);

        public PropertyView Current { get; private set; }

        /// <summary>Bytes of the block not walked yet.</summary>
        internal readonly int Remaining => reader.Remaining;

        public bool MoveNext()
        {
            if (reader.Remaining == 0)
            {
                return false;
            }

            Current = reader.Property();
            return !reader.Failed;
        }
    }
}
