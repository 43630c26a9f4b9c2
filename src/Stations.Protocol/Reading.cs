namespace Stations.Protocol;

/// <summary>One value of one field. <see cref="HasValue"/> is false for JSON <c>null</c> and for a quality other than good: the sensor has no value.</summary>
/// <param name="Slot">1 to 64, or 0 for the device itself.</param>
/// <param name="Number">The number, or 1 and 0 for a flag.</param>
public readonly record struct Sample(Field Field, int Slot, bool HasValue, double Number, string? Text)
{
    public bool? Flag => HasValue ? Number != 0 : null;

    public double? Value => HasValue ? Number : null;

    public static Sample None(Field field, int slot = 0) => new(field, slot, HasValue: false, 0, null);

    /// <summary>A number that is not finite is no value.</summary>
    public static Sample Of(Field field, double? value, int slot = 0) =>
        value is { } number && double.IsFinite(number) ? new(field, slot, HasValue: true, number, null) : None(field, slot);

    public static Sample Of(Field field, bool? value, int slot = 0) => new(field, slot, value.HasValue, value == true ? 1 : 0, null);

    public static Sample Of(Field field, string? value, int slot = 0) => new(field, slot, value is not null, 0, value);
}

/// <summary>
/// A message's envelope and its known fields. One instance is reused for message after message (see <see cref="ReadingParser"/>);
/// take what you keep before the next parse.
/// </summary>
public sealed class Reading
{
    /// <summary>16 KiB, the envelope's limit.</summary>
    public const int MaxPayloadBytes = 16 * 1024;
    public const int MaxDepth = 8;
    public const int MaxSlots = 64;
    public const int MaxSamples = 1024;

    private Sample[] samples = new Sample[16];
    private UInt128 slotsTold;
    private UInt128 fieldsTold;

    /// <summary>New at every power-up of the node.</summary>
    public string Boot { get; internal set; } = "";

    /// <summary>+1 per message of the node.</summary>
    public long Seq { get; internal set; }

    /// <summary>The device's clock, epoch milliseconds UTC.</summary>
    public long DeviceTime { get; internal set; }

    /// <summary>Stored and sent later: for history, never for the live state.</summary>
    public bool Historic { get; internal set; }

    /// <summary>All fields are there; what is absent is unknown rather than unchanged.</summary>
    public bool Full { get; internal set; }

    /// <summary>Fields that the product does not know. They stay in the journal.</summary>
    public int UnknownFields { get; internal set; }

    /// <summary>
    /// Words that their field does not know, such as a mode <c>"defrosting"</c> of a cooler, which are kept and mean UNKNOWN, and numbers that it cannot be
    /// (<see cref="Fields.CanBe"/>), which are no value.
    /// </summary>
    public int UnknownWords { get; internal set; }

    /// <summary>One bit per slot, bit 0 for the device itself: set where the message may change something. All of them when it is full.</summary>
    public UInt128 SlotsTold => Full ? UInt128.MaxValue : slotsTold;

    /// <summary>One bit per <see cref="Field"/> that the message may change, of whichever slot. All of them when it is full.</summary>
    public UInt128 FieldsTold => Full ? UInt128.MaxValue : fieldsTold;

    public int Count { get; private set; }

    public ReadOnlySpan<Sample> Samples => samples.AsSpan(0, Count);

    internal void Clear()
    {
        Boot = "";
        Seq = DeviceTime = 0;
        Historic = Full = false;
        UnknownFields = UnknownWords = Count = 0;
        slotsTold = fieldsTold = default;
    }

    internal bool TryAdd(in Sample sample)
    {
        if (Count == MaxSamples)
        {
            return false;
        }

        if (Count == samples.Length)
        {
            Array.Resize(ref samples, samples.Length * 2);
        }

        samples[Count++] = sample;
        slotsTold |= UInt128.One << sample.Slot;
        fieldsTold |= UInt128.One << (int)sample.Field;
        return true;
    }
}
