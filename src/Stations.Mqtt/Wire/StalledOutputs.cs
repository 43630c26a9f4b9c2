namespace Stations.Mqtt.Wire;

/// <summary>How many connections wait for their peers to read.</summary>
internal sealed class StalledOutputs
{
    private int count;

    public int Count => Volatile.Read(ref count);

    public async ValueTask Await(ValueTask write)
    {
        Interlocked.Increment(ref count);
        try
        {
            await write.ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref count);
        }
    }
}
