using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>
/// A virtual appliance. It knows the truth about itself, and lives in whole ticks, so that what it does depends on
/// its seed and the virtual time alone, never on how often it is looked at.
/// </summary>
public abstract partial class Appliance
{
    /// <summary>The step of virtual life.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private readonly List<Sample> current = [];
    private readonly List<Sample> told = [];
    private DateTimeOffset now;

    protected Appliance(BirthDevice description, Dice dice, DateTimeOffset from)
    {
        Description = description;
        Dice = dice;
        now = new DateTimeOffset(from.UtcTicks - from.UtcTicks % Tick.Ticks, TimeSpan.Zero);
    }

    public BirthDevice Description { get; }

    protected Dice Dice { get; }

    /// <summary>Lives until <paramref name="to"/>.</summary>
    /// <returns>The samples that have left their dead-band since they were last returned.</returns>
    public IReadOnlyList<Sample> Advance(DateTimeOffset to)
    {
        Pass(to);
        return Changes();
    }

    /// <summary>Lives until <paramref name="to"/> and says nothing.</summary>
    public void Pass(DateTimeOffset to)
    {
        while (now + Tick <= to)
        {
            now += Tick;
            Live(now);
        }
    }

    /// <summary>Every sample as the appliance tells it now.</summary>
    public IReadOnlyList<Sample> Tells()
    {
        current.Clear();
        Tell(current);
        Unpowered();
        Disguised();
        return current;
    }

    /// <summary>Every sample once more; from now on dead-bands are counted from these.</summary>
    public IReadOnlyList<Sample> Repeat()
    {
        Tells();
        told.Clear();
        told.AddRange(current);
        return current;
    }

    protected abstract void Live(DateTimeOffset now);

    /// <summary>Adds every sample, always in the same order.</summary>
    protected abstract void Tell(List<Sample> samples);

    private List<Sample> Changes()
    {
        Tells();
        if (told.Count == 0)
        {
            told.AddRange(current);
            return [.. current];
        }

        var changes = new List<Sample>();
        for (var i = 0; i < current.Count; i++)
        {
            if (DeadBand.IsCrossed(told[i], current[i]))
            {
                changes.Add(told[i] = current[i]);
            }
        }

        return changes;
    }
}
