using Stations.Protocol;

namespace Stations.Model;

/// <summary>What a rule may look at: an appliance, as a message leaves it, from one slot (or slot 0).</summary>
/// <param name="Now">Server time, epoch milliseconds.</param>
/// <param name="Before">What was known before the message; null where there is none.</param>
public readonly record struct Look(Device Device, int Slot, long Now, Limits Limits, Values? Before = null)
{
    public double? Number(Field field) => Device.Values.Number(field, Slot);

    public bool? Flag(Field field) => Device.Values.Flag(field, Slot);

    public string? Text(Field field) => Device.Values.Text(field, Slot);

    /// <summary>How much the slot's value of <see cref="Kind.Rising"/> rose within <see cref="Trail.Window"/>; null when it is unknown.</summary>
    public double? Rise => Device.Kind.Rising is { } rising && Number(rising) is { } value ? Device.Watch.RiseOf(Slot, value, Now) : null;

    /// <summary>The number is another than before.</summary>
    internal bool HasMoved(Field field) => Before?.Number(field, Slot) is { } was && Number(field) is { } value && value != was;

    public bool Holds(Condition condition) => Device.Holds(condition, Slot);
}

/// <summary>Of what a rule is asked.</summary>
public enum Scope
{
    Appliance,
    Slots,
    Both,
}

/// <summary>True, false, or null when the values do not say: a value that is absent, or lies in the dead-band, changes nothing.</summary>
public delegate bool? Test(in Look look);

/// <summary>When a condition begins and when it ends, and what people are told of it.</summary>
/// <param name="Fields">All that the tests read; they are asked when one of these is told.</param>
/// <param name="Begins">Asked while it does not hold.</param>
/// <param name="Ends">Asked while it holds; of a latched condition never.</param>
public sealed record Rule(Condition Condition, Field[] Fields, Test Begins, Test Ends)
{
    private readonly UInt128 fields = Bits(Fields);

    public Limits Limits { get; init; } = Limits.None;

    public Scope Scope { get; init; }

    /// <summary>The tests look at what else holds, or whether the appliance speaks; so they are asked too when anything happened.</summary>
    public bool LooksAround { get; init; }

    /// <summary>It begins once <see cref="Begins"/> has been true for so long. Silence does not stop that: a danger is believed on the last word.</summary>
    public TimeSpan BeginsAfter { get; init; }

    /// <summary>It ends once the appliance says for the second time, so long after the first, what <see cref="Ends"/> asks. Silence ends nothing.</summary>
    public TimeSpan EndsAfter { get; init; }

    /// <summary>Counts how often it began: another number tells that it ended in between, though nobody heard of that, and lasts only since.</summary>
    public Field? Counter
    {
        get;
        init
        {
            field = value;
            fields |= value is { } counter ? UInt128.One << (int)counter : default;
        }
    }

    /// <summary>Beginning and ending take as long.</summary>
    public TimeSpan Lasts
    {
        init => (BeginsAfter, EndsAfter) = (value, value);
    }

    /// <summary>Null for what is ordinary.</summary>
    public AlarmKind? Alarm { get; init; }

    /// <summary>A condition that holds exactly while a flag is true, or false.</summary>
    public static Rule While(Condition condition, Field flag, bool value = true) =>
        new(condition, [flag], (in look) => look.Flag(flag) is { } told ? told == value : null, (in look) => look.Flag(flag) is { } told ? told != value : null);

    /// <summary>A condition that holds while a word is told, until one of the others is. A word that is neither says nothing.</summary>
    public static Rule While(Condition condition, Field field, string word, params string[] others) =>
        new(condition, [field], (in look) => Is(look.Text(field), word, others), (in look) => !Is(look.Text(field), word, others));

    /// <summary>A condition that holds once a number has reached its limits, until it is back behind those that clear.</summary>
    public static Rule Reaches(Condition condition, Field field, Limits limits) =>
        new(condition, [field], (in look) => look.Number(field) is { } value ? value >= look.Limits.Raise || value <= look.Limits.RaiseLow : null, IsBack(field)) { Limits = limits };

    /// <summary>As <see cref="Reaches"/>, once the number is beyond.</summary>
    public static Rule Exceeds(Condition condition, Field field, Limits limits) =>
        new(condition, [field], (in look) => look.Number(field) is { } value ? value > look.Limits.Raise || value < look.Limits.RaiseLow : null, IsBack(field)) { Limits = limits };

    /// <summary>What only a person ends.</summary>
    public static bool? Never(in Look look) => false;

    internal bool IsAsked(int slot) => Scope == Scope.Both || Scope == Scope.Slots == slot > 0;

    internal bool LooksAt(UInt128 told) => (fields & told) != 0;

    private static bool? Is(string? text, string word, string[] others) => text == word ? true : others.Contains(text, StringComparer.Ordinal) ? false : null;

    private static Test IsBack(Field field) => (in look) => look.Number(field) is { } value ? !(value > look.Limits.Clear) && !(value < look.Limits.ClearLow) : null;

    private static UInt128 Bits(Field[] fields) => fields.Aggregate(default(UInt128), (bits, field) => bits | UInt128.One << (int)field);
}
