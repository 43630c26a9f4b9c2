namespace DeviceSimulators.Judging;

/// <summary>What came of one kind of fault, or of ordinary life. Times are seconds, summed over all things.</summary>
public sealed class Account(string name)
{
    public string Name => name;

    /// <summary>How many faults of the kind there were.</summary>
    public int Times { get; set; }

    /// <summary>Shown AVAILABLE, not usable, and the time to notice was up.</summary>
    public double FalseFree { get; set; }

    /// <summary>The same within the time that it takes to notice.</summary>
    public double FreeWithinBound { get; set; }

    /// <summary>Another wrong word, after the time to notice.</summary>
    public double Wrong { get; set; }

    /// <summary>UNKNOWN although it could be known.</summary>
    public double Unknown { get; set; }

    /// <summary>Where nobody can know: why.</summary>
    public string? Undetectable { get; set; }

    /// <summary>The bound of <see cref="Delays"/>.</summary>
    public double Bound { get; set; }

    /// <summary>Of each fault that made something wrong that was shown: until the last of it was right.</summary>
    public List<double> Delays { get; } = [];
}

/// <summary>What came of one alarm.</summary>
public sealed class AlarmAccount(string code)
{
    public string Code => code;

    /// <summary>How often people had to be told.</summary>
    public int Due { get; set; }

    public int Missed { get; set; }

    public int Late { get; set; }

    /// <summary>Raised without what it is for.</summary>
    public int False { get; set; }

    /// <summary>Seconds from when it had lasted long enough until people were told.</summary>
    public List<double> Delays { get; } = [];
}
