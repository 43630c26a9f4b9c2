using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Server.History;

/// <summary>What an event says besides what happened: who did it, in whose words, and to which command it belongs.</summary>
public sealed record EventNote(string? By = null, string? Text = null, string? Command = null)
{
    private static readonly EventNote None = new();

    public override string ToString() => this == None ? "" : JsonSerializer.Serialize(this, EventNoteJson.Default.EventNote);

    public static EventNote Read(string note)
    {
        try
        {
            return note.Length == 0 ? None : JsonSerializer.Deserialize(note, EventNoteJson.Default.EventNote) ?? None;
        }
        catch (JsonException)
        {
            return None;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventNote))]
internal sealed partial class EventNoteJson : JsonSerializerContext;
