using System.Diagnostics;
using System.Globalization;
using Stations.Tests.Mqtt.Hostile;

namespace Stations.Tests.Faults;

/// <summary>
/// <c>seeds simulation|holds|commands|mqtt|mqtt-sockets|alarms|power-loss|damage|moved-log [count] [first]</c>: what the tests do with a few seeds, with any. Stops at the first that fails and prints it.
/// </summary>
internal static partial class SeedRange
{
    public const string Command = "seeds";

    private const int DefaultCount = 1_000;

    private static readonly Dictionary<string, Action<int>> Faults = new(StringComparer.Ordinal)
    {
        ["alarms"] = seed => new Model.Alarms.AlarmWorld(seed, Stations.Model.RuleBook.Default).Run(),
        ["commands"] = seed => new Commands.CommandWorld(seed).Run(),
        ["mqtt"] = seed => new HostileLives(seed).Run(),
        ["mqtt-sockets"] = seed => new HostileSockets(seed).Run(),
        ["power-loss"] = seed => new JournalLives(seed).Live(),
        ["damage"] = seed => new JournalLives(seed).LiveAndBeDamaged(),
        ["moved-log"] = seed => new JournalLives(seed).MoveAndBeDamaged(),
    };

    static SeedRange() => AddOfEngine();

    public static int Run(string[] range)
    {
        if (range is not [var fault, .. var numbers] || !Faults.TryGetValue(fault, out var run))
        {
            Console.Error.WriteLine($"{Command} {string.Join('|', Faults.Keys)} [count] [first]");
            return 2;
        }

        var count = numbers.Length > 0 ? int.Parse(numbers[0], CultureInfo.InvariantCulture) : DefaultCount;
        var first = numbers.Length > 1 ? int.Parse(numbers[1], CultureInfo.InvariantCulture) : 0;
        var began = Stopwatch.GetTimestamp();
        var done = 0;
        try
        {
            Parallel.For(first, first + count, seed =>
            {
                run(seed);
                if (Interlocked.Increment(ref done) % Math.Max(count / 10, 1) == 0)
                {
                    Console.WriteLine($"{done} of {count}, {done / Stopwatch.GetElapsedTime(began).TotalSeconds:f0} per second, {Environment.WorkingSet >> 20} MB");
                }
            });
            return 0;
        }
        catch (AggregateException failed)
        {
            Console.Error.WriteLine(failed.InnerExceptions[0].Message);
            return 1;
        }
    }

    /// <summary>Those that only one engine can run.</summary>
    static partial void AddOfEngine();
}
