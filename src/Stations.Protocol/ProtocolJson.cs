using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    MaxDepth = Reading.MaxDepth)]
[JsonSerializable(typeof(Ack))]
[JsonSerializable(typeof(Birth))]
[JsonSerializable(typeof(Conn))]
[JsonSerializable(typeof(CommandMessage))]
[JsonSerializable(typeof(Desired))]
[JsonSerializable(typeof(Reported))]
[JsonSerializable(typeof(double))]
public sealed partial class ProtocolJson : JsonSerializerContext;

internal static class JsonErrors
{
    /// <summary>Told apart because a maker mends it elsewhere. Text that ends early speaks of depth too.</summary>
    public static bool IsTooDeep(Exception error) => error.Message.Contains("maximum configured depth", StringComparison.Ordinal);

    public static RejectReason Classify(JsonException error) => error switch
    {
        _ when IsTooDeep(error) => RejectReason.TooDeep,
        _ when error.Message.Contains("missing required", StringComparison.OrdinalIgnoreCase) => RejectReason.MissingField,
        { InnerException: JsonException } => RejectReason.NotJson,
        _ => RejectReason.WrongType,
    };
}
