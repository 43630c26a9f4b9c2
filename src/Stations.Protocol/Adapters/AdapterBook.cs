namespace Stations.Protocol;

/// <summary>Which firmware it is about.</summary>
/// <param name="Maker">As births say, and so the next two.</param>
/// <param name="Firmware">With a <c>*</c> at its end all that begin so.</param>
public sealed record AdapterRow(string Maker, string Model, string Firmware, IReadOnlyList<AdapterField> Fields)
{
    public const char Any = '*';

    internal bool IsOf(string firmware) => Firmware.EndsWith(Any) ? firmware.AsSpan().StartsWith(Firmware.AsSpan(..^1)) : firmware == Firmware;
}

/// <summary>Which firmware speaks otherwise than we do.</summary>
public sealed class AdapterBook
{
    public static readonly AdapterBook None = new([]);

    private readonly ILookup<(string, string), (AdapterRow Row, Adapter Adapter)> models;

    /// <param name="rows">No two of the same firmware.</param>
    public AdapterBook(IReadOnlyList<AdapterRow> rows)
    {
        // Of rows that fit, the one that says most: as it stands before all that begin so, and of those the longest.
        models = rows.OrderBy(row => row.Firmware.EndsWith(AdapterRow.Any)).ThenByDescending(row => row.Firmware.Length)
            .ToLookup(row => (row.Maker, row.Model), row => (row, new Adapter(row.Fields)));
        OfUnborn = rows.Count == 0 ? null : Adapter.Unlisted;
    }

    /// <summary>For what comes before a birth has said which firmware speaks. Null: where there are no others, it is in our words.</summary>
    public Adapter? OfUnborn { get; }

    /// <summary>By what a node's birth says of itself. Null for a model of which there is no row; <see cref="Adapter.Unlisted"/> where no row of it is of that firmware.</summary>
    public Adapter? Of(string? maker, string? model, string? firmware)
    {
        if (OfUnborn is null || maker is null || model is null)
        {
            return null;
        }

        var isListed = false;
        foreach (var (row, adapter) in models[(maker, model)])
        {
            isListed = true;
            if (row.IsOf(firmware ?? ""))
            {
                return adapter;
            }
        }

        return isListed ? Adapter.Unlisted : null;
    }
}
