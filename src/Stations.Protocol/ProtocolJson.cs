using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stations.Protocol;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    MaxDepth = Reading.MaxDepth)]
[JsonSerializable(typeof(Birth))]
[JsonSerializable(typeof(Conn))]
public sealed partial class ProtocolJson : JsonSerializerContext;

internal static class JsonErrors
{
    public static RejectReason Classify(JsonException error) => error switch
    {
        _ when error.Message.Contains("depth", StringComparison.OrdinalIgnoreCase) => RejectReason.TooDeep,
        _ when error.Message.Contains("missing required", StringComparison.OrdinalIgnoreCase) => RejectReason.MissingField,
        { InnerException: JsonException } => RejectReason.NotJson,
        _ => RejectReason.WrongType,
    };
}
