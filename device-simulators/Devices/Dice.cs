using System.Text;

namespace DeviceSimulators.Devices;

/// <summary>The luck of one appliance: the same seed and name throw the same numbers on every machine.</summary>
public sealed class Dice(int seed, string name)
{
    private readonly Random random = new(Mix(seed, name));

    public double Between(double low, double high) => low + random.NextDouble() * (high - low);

    public int Pick(int count) => random.Next(count);

    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>Whether something that happens <paramref name="perHour"/> times an hour on average happens in this tick.</summary>
    public bool Happens(double perHour) => Chance(perHour * Appliance.Tick.TotalHours);

    public TimeSpan Minutes(double low, double high) => TimeSpan.FromMinutes(Between(low, high));

    /// <summary>One step of a random walk that is drawn back to <paramref name="home"/>.</summary>
    public double Wander(double value, double home, double step) => value + (home - value) * 0.02 + Between(-step, step);

    // FNV-1a, because string hashes differ from process to process.
    private static int Mix(int seed, string name)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes($"{seed}/{name}"))
        {
            hash = (hash ^ b) * 16777619;
        }

        return (int)hash;
    }
}
