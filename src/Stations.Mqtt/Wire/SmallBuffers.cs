namespace Stations.Mqtt.Wire;

/// <summary>
/// Buffers for the acknowledgements of a lone device, shared by the connections that a thread writes to: the common pool is exhausted when
/// thousands of connections are acknowledged together, and one each is more than most of them need in an hour.
/// </summary>
internal static class SmallBuffers
{
    /// <summary>Bytes; larger ones come from the common pool.</summary>
    public const int Size = 64;

    private const int MostFree = 1024;

    [ThreadStatic]
    private static Stack<byte[]>? free;

    public static byte[] Rent() => free is { Count: > 0 } some ? some.Pop() : new byte[Size];

    public static void Return(byte[] buffer)
    {
        free ??= [];
        if (free.Count < MostFree)
        {
            free.Push(buffer);
        }
    }
}
