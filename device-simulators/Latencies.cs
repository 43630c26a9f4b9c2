using System.Numerics;

namespace DeviceSimulators;

/// <summary>Durations in buckets that are at most 1/16 wide, from 1 µs to over an hour. Safe from any thread.</summary>
public sealed class Latencies
{
    private const int StepBits = 4;
    private const int Steps = 1 << StepBits;
    private readonly long[] buckets = new long[33 * Steps];
    private long longest;

    public void Add(TimeSpan latency)
    {
        var microseconds = (uint)Math.Clamp(latency.TotalMicroseconds, 0, uint.MaxValue);
        Interlocked.Increment(ref buckets[BucketOf(microseconds)]);
        for (var seen = Interlocked.Read(ref longest); microseconds > seen; seen = Interlocked.Read(ref longest))
        {
            Interlocked.CompareExchange(ref longest, microseconds, seen);
        }
    }

    public double? MaxMilliseconds => Interlocked.Read(ref longest) is > 0 and var microseconds ? microseconds / 1000.0 : null;

    /// <returns>Milliseconds that <paramref name="share"/> (0 to 1) of the durations did not exceed; null when there are none.</returns>
    public double? Milliseconds(double share)
    {
        var wanted = share * buckets.Sum();
        long count = 0;
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            count += Interlocked.Read(ref buckets[bucket]);
            if (count > 0 && count >= wanted)
            {
                return Math.Min(UpperMicroseconds(bucket), longest) / 1000.0;
            }
        }

        return null;
    }

    private static int BucketOf(uint microseconds)
    {
        var octave = Math.Max(0, BitOperations.Log2(microseconds) - StepBits);
        return octave * Steps + (int)(microseconds >> octave);
    }

    private static long UpperMicroseconds(int bucket)
    {
        var octave = Math.Max(0, bucket / Steps - 1);
        return ((long)(bucket - octave * Steps + 1) << octave) - 1;
    }
}
