using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Stations.Server.Api;

/// <summary>Reads a request's JSON and says what is wrong with it.</summary>
internal static class JsonBody
{
    /// <summary>No body of this API comes near.</summary>
    public const int MaxBytes = 16 * 1024;

    public static async ValueTask<(T? Body, Problem? Problem)> Read<T>(HttpRequest request, JsonTypeInfo<T> type) where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problems.NotJson());
        }

        var read = await request.BodyReader.ReadAtLeastAsync(MaxBytes + 1, request.HttpContext.RequestAborted);
        try
        {
            if (read.Buffer.Length > MaxBytes)
            {
                return (null, Problems.BodyTooLarge(MaxBytes));
            }

            var json = new Utf8JsonReader(read.Buffer);
            return JsonSerializer.Deserialize(ref json, type) is { } body && !json.Read() ? (body, null) : (null, Problems.InvalidBody(Whole("must be one JSON object")));
        }
        catch (JsonException error)
        {
            return (null, Problems.InvalidBody(Explain(error)));
        }
        finally
        {
            request.BodyReader.AdvanceTo(read.Buffer.End);
        }
    }

    /// <param name="mistakes">What is wrong with a body that can be read.</param>
    public static async ValueTask<(T? Body, Problem? Problem)> Read<T>(HttpRequest request, JsonTypeInfo<T> type, Func<T, Dictionary<string, string[]>> mistakes) where T : class =>
        await Read(request, type) is var (body, problem) && body is not null && mistakes(body) is { Count: > 0 } wrong ? (null, Problems.InvalidBody(wrong)) : (body, problem);

    /// <summary>The whole body, whatever it is; null when it is larger.</summary>
    public static async ValueTask<byte[]?> ReadAll(HttpRequest request, int maxBytes)
    {
        var read = await request.BodyReader.ReadAtLeastAsync(maxBytes + 1, request.HttpContext.RequestAborted);
        var body = read.Buffer.Length > maxBytes ? null : read.Buffer.ToArray();
        request.BodyReader.AdvanceTo(read.Buffer.End);
        return body;
    }

    private static Dictionary<string, string[]> Explain(JsonException error) => error.Path is { Length: > 2 } path
        ? new(StringComparer.Ordinal) { [path[2..]] = ["is not known here, or has another form; see /openapi/v1.json"] }
        : Whole($"is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");

    private static Dictionary<string, string[]> Whole(string mistake) => new(StringComparer.Ordinal) { ["body"] = [mistake] };
}
