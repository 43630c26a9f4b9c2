namespace Stations.Protocol;

/// <summary>What a field of a maker's firmware is in ours.</summary>
/// <param name="Name">Theirs, without <c>slot.NN.</c>.</param>
/// <param name="IsOfSlot">Theirs stands behind <c>slot.NN.</c>, of whichever slot, and so does ours.</param>
/// <param name="Field">Ours.</param>
public sealed record AdapterField(string Name, bool IsOfSlot, Field Field)
{
    /// <summary>Our words (<c>closed</c>, <c>true</c>) by theirs, which may be texts, flags or numbers. What it does not name is not known. Null: values stay as they come.</summary>
    public IReadOnlyDictionary<string, string>? Words { get; init; }

    /// <summary>Ours = theirs × this + <see cref="Plus"/>, to three decimals.</summary>
    public double Times { get; init; } = 1;

    /// <inheritdoc cref="Times"/>
    public double Plus { get; init; }

    public bool IsScaled => Times != 1 || Plus != 0;
}
