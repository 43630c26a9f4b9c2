using System.Text.Json.Serialization;
using DeviceSimulators.Faults;

namespace DeviceSimulators.Truth;

/// <summary>
/// One line of a truth log: something that has really happened. The service never sees it.
/// Things are <c>district:node:device</c>, or <c>district:node:device/slot</c>.
/// </summary>
/// <param name="At">Wall time, epoch milliseconds.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(Is), "is")]
[JsonDerivedType(typeof(Due), "due")]
[JsonDerivedType(typeof(Injected), "fault")]
[JsonDerivedType(typeof(Ended), "over")]
public abstract record TruthLine(long At)
{
    /// <summary>From now on the thing is this.</summary>
    public sealed record Is(long At, string Thing, Being Being) : TruthLine(At);

    /// <summary>What an alarm is for begins, or ends.</summary>
    /// <param name="Thing">A node for its silence.</param>
    public sealed record Due(long At, string Thing, string Alarm, bool Begins) : TruthLine(At);

    /// <summary>A fault was injected.</summary>
    /// <param name="Id">Of this one.</param>
    /// <param name="Thing">What it reaches; a node for all that it carries.</param>
    /// <param name="Must">What riders have to be told of all that it reaches, no later than <paramref name="Within"/> seconds from now.</param>
    /// <param name="After">Seconds from its end until they have to be told what is so.</param>
    /// <param name="Undetectable">Why nobody can know; null where the service must.</param>
    public sealed record Injected(
        long At,
        string Id,
        string Fault,
        string Thing,
        [property: JsonConverter(typeof(JsonStringEnumConverter<Must>))] Must Must,
        double Within,
        double After,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Undetectable = null) : TruthLine(At);

    /// <summary>It is over.</summary>
    public sealed record Ended(long At, string Id) : TruthLine(At);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TruthLine))]
public sealed partial class TruthJson : JsonSerializerContext;
