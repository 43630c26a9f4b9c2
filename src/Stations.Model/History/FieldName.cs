using System.Text;
using Stations.Protocol;

namespace Stations.Model.History;

/// <summary>A field of an appliance or of one of its slots, by its one name: <c>temperature_c</c>, <c>slot.03.temperature_c</c>.</summary>
/// <param name="Slot">1 to 64, or 0 for the appliance itself.</param>
public readonly record struct FieldName(Field Field, int Slot)
{
    private static readonly int FieldCount = Enum.GetValues<Field>().Length;
    private static readonly string?[] Names = new string?[FieldCount * (Reading.MaxSlots + 1)];

    public FieldType Type => Fields.Type(Field);

    /// <summary>False for a name that no device can send.</summary>
    public static bool TryParse(string text, out FieldName name)
    {
        var known = Fields.TryParse(Encoding.UTF8.GetBytes(text), out var field, out var slot) && field != Field.Unknown;
        name = known ? new FieldName(field, slot) : default;
        return known;
    }

    public override string ToString() =>
        Names[Slot * FieldCount + (int)Field] ??= Slot == 0 ? Fields.Name(Field) : $"slot.{Slot:00}.{Fields.Name(Field)}";
}
