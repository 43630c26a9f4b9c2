namespace Stations.Benchmarks.Cluster;

/// <summary>
/// From one SIGKILL until every device has answered: until its first message that was sent after the kill is durable and applied. That includes
/// the time until a device sends anything again, on average half of (devices / rate).
/// </summary>
/// <param name="sent">The last message of each device before the kill.</param>
/// <param name="wasThere">The devices that ran on the killed server.</param>
/// <param name="began">When it was killed, in ticks of the clock.</param>
internal sealed class Outage(long[] sent, IReadOnlySet<int> wasThere, long began, TimeProvider clock)
{
    private readonly double[] seconds = new double[sent.Length];
    private int waiting = sent.Length;

    /// <summary>Devices that have not answered yet.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Seconds of the devices that ran on the killed server; infinite of those that have not answered.</summary>
    public IEnumerable<double> OfItsDevices => Of(wasThere.Contains);

    /// <summary>Seconds of the devices that ran elsewhere.</summary>
    public IEnumerable<double> OfOthers => Of(device => !wasThere.Contains(device));

    public void Heard(int device, long seq, long now)
    {
        if (seq > sent[device] && seconds[device] == 0)
        {
            seconds[device] = clock.GetElapsedTime(began, now).TotalSeconds;
            Interlocked.Decrement(ref waiting);
        }
    }

    private IEnumerable<double> Of(Func<int, bool> which) =>
        seconds.Where((_, device) => which(device)).Select(one => one == 0 ? double.PositiveInfinity : one);
}
