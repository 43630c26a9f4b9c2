using System.Text;
using System.Text.Json.Nodes;
using Stations.Model;
using Stations.Model.History;
using Stations.Protocol;
using Stations.Server.History;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <param name="Messages">The newest first.</param>
/// <param name="AsOf">What was acknowledged up to this server time is in the answer.</param>
public sealed record MessagePage(IReadOnlyList<MessageView> Messages, DateTimeOffset AsOf);

/// <summary>A message as it was understood.</summary>
/// <param name="At">When it counts, server time.</param>
/// <param name="Boot">The life of the device in which it was sent.</param>
/// <param name="Late">It came out of order.</param>
/// <param name="Fields">By their names on the wire; null where the sensor had no value.</param>
public sealed record MessageView(DateTimeOffset At, string Boot, long Seq, bool Late, JsonObject Fields);

/// <summary><c>/api/v1/devices/{id}/messages</c>: what a device said last, word by word.</summary>
internal static class MessagesApi
{
    private static readonly Parameter<int> Limit = Parameters.Limit(500, 50);

    public static void MapMessages(this IEndpointRouteBuilder api) => api
        .MapGet("/devices/{id}/messages", Get)
        .WithQuery(Parameters.From, Parameters.To, Limit)
        .For(Role.Viewer)
        .Produces<MessagePage>()
        .WithProblems(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable)
        .WithTags("History")
        .WithSummary("What a device said last, decoded, the newest first; the last 24 hours if nothing else is said.");

    private static IResult Get(string id, HttpContext context, StationBoard board, HistoryReader history, HistoryReach reach, TimeProvider clock)
    {
        if (!DeviceId.TryParse(id, out var device) || board.Find(device) is null)
        {
            return Problems.NotFound("device", id, "district:node:device");
        }

        if (!reach.IsOpen)
        {
            return Problems.NotReady("History is being opened.");
        }

        var query = context.Request.Query;
        var (from, to) = Parameters.Range(query, clock.NowMilliseconds());
        if (Parameters.RangeMistakes(from, to) is { Count: > 0 } mistakes)
        {
            return Problems.InvalidParameters(mistakes);
        }

        var asOf = DateTimeOffset.FromUnixTimeMilliseconds(reach.AsOf);
        return TypedResults.Ok(new MessagePage([.. history.ReadMessages(Encoding.ASCII.GetBytes(id), from, to, Limit.In(query)).Select(View)], asOf));
    }

    private static MessageView View(Told told) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(told.At), told.Boot, told.Seq, told.Late, FieldsOf(told.Samples));

    private static JsonObject FieldsOf(Sample[] samples)
    {
        var fields = new JsonObject();
        foreach (var sample in samples)
        {
            fields[Name(sample)] = Value(sample);
        }

        return fields;
    }

    private static string Name(Sample sample) => new FieldName(sample.Field, sample.Slot).ToString();

    private static JsonValue? Value(Sample sample) => !sample.HasValue ? null : Fields.Type(sample.Field) switch
    {
        FieldType.Flag => JsonValue.Create(sample.Number != 0),
        FieldType.Text => JsonValue.Create(sample.Text),
        _ => JsonValue.Create(sample.Number),
    };
}
