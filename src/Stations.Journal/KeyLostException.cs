namespace Stations.Journal;

/// <summary>
/// Another server claimed the key: what was to be written under it here is not. Whoever holds state of the key throws it away and, if it is
/// asked again, claims the key back.
/// </summary>
public sealed class KeyLostException() : Exception("Another server has claimed this key since; nothing was written. Ask again.");

/// <summary>Other servers have claimed keys of this journal since its last commit.</summary>
internal sealed class KeysTakenException(IReadOnlyList<byte[]> keys) : Exception
{
    public IReadOnlyList<byte[]> Keys { get; } = keys;
}
