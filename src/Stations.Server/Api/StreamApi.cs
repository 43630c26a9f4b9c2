using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Stations.Server.Access;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary><c>GET /api/v1/stream</c>: a snapshot, then every change with its number, as Server-Sent Events.</summary>
internal static class StreamApi
{
    /// <summary>A proxy closes what is silent for longer.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private const int SnapshotPart = 500;

    public static void MapStream(this IEndpointRouteBuilder api) => api
        .MapGet("/stream", Stream)
        .WithQuery(StreamFilter.Parameters)
        .ForAnybody()
        .WithTags("Live")
        .Produces<SnapshotView>(StatusCodes.Status200OK, "text/event-stream")
        .WithProblems(StatusCodes.Status401Unauthorized)
        .WithSummary("Live changes as Server-Sent Events: a snapshot, then numbered changes.")
        .WithDescription(
            """
            First `event: snapshot` with `{"stations":[…],"devices":[…],"part":1,"parts":2}`, in parts of at most 500 items; part 1 replaces what you had.
            Then `event: station` with a StationView and `event: device` with a DeviceView, each with an id. With `include=alarms`, for who is signed in, comes, before the
            snapshot and whenever something critical begins, is written or ends, `event: alarms` with all that is critical now. With `include=commands`, for who is signed in, comes
            `event: commands` with a DeviceCommandsView for every device with open commands, and whenever something about them changes. With `include=config`, likewise, comes `event: config`
            with a ConfigView for every device of which something was said about it, and whenever that changes. Connect again with the last id in the header
            `Last-Event-ID`, as browsers do by themselves, or in the parameter `after`, and the stream goes on after it; when that is no longer possible it begins with a snapshot.
            `: ping` every 15 s says that the line is open.
            """);

    private static async Task<IResult> Stream(
        HttpContext context, LiveFrames frames, StreamPlaces places, StationBoard board, Stays stays, TimeProvider clock, IHostApplicationLifetime lifetime)
    {
        var filter = StreamFilter.Read(context.Request.Query, context.Caller()?.Rights);
        if (filter.IsForOperators && context.Caller() is null)
        {
            return Admission.Unknown(context);
        }

        if (!places.TryEnter())
        {
            return Problems.StreamsFull();
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var stay = stays.Begin(context.Caller());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping, stay.Over);
        try
        {
            await Run(context.Response.BodyWriter, frames, board, filter, LastSequence(context, frames), clock, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The client left or may not listen any more, or the server stops: an ordinary end of a stream.
        }
        finally
        {
            places.Leave();
        }

        return Results.Empty;
    }

    internal static async Task Run(
        PipeWriter output, LiveFrames frames, StationBoard board, StreamFilter filter, long? lastSequence, TimeProvider clock, CancellationToken ending)
    {
        output.Write("retry: 2000\n\n"u8);
        while (true)
        {
            using var listener = frames.Listen();
            if (lastSequence is not { } seen || !listener.TryResume(seen))
            {
                await WriteSnapshot(output, board, frames.Alarms, filter, $"{frames.Epoch}-{listener.Sequence}", ending);
            }

            await output.FlushAsync(ending);
            await WriteChanges(output, listener, frames.Alarms, filter, clock, ending);
            lastSequence = null;
        }
    }

    /// <summary>Ends when the client was too slow and the changes that it needs are forgotten.</summary>
    private static async Task WriteChanges(PipeWriter output, LiveListener listener, DistrictAlarms alarms, StreamFilter filter, TimeProvider clock, CancellationToken ending)
    {
        var heartbeat = Task.Delay(Heartbeat, clock, ending);
        while (true)
        {
            var next = listener.Next(ending);
            while (!next.IsCompleted && await Task.WhenAny(next, heartbeat) != next)
            {
                output.Write(": ping\n\n"u8);
                await output.FlushAsync(ending);
                heartbeat = Task.Delay(Heartbeat, clock, ending);
            }

            if (await next is not { } news)
            {
                return;
            }

            foreach (var frame in news)
            {
                await WriteFrame(output, listener, alarms, filter, frame, ending);
            }
        }
    }

    /// <summary>Flushes frame by frame, so that a slow client costs no more memory than one.</summary>
    private static ValueTask<FlushResult> WriteFrame(PipeWriter output, LiveListener listener, DistrictAlarms alarms, StreamFilter filter, Frame frame, CancellationToken ending)
    {
        foreach (var change in frame.Changes)
        {
            if (change.Sequence > listener.Sequence && filter.Matches(change.Item))
            {
                output.Write(change.Item is AlarmBoard && filter.Rights is { IsEverywhere: false } rights ? alarms.Of(change, rights) : change.Event);
            }
        }

        return output.FlushAsync(ending);
    }

    private static async Task WriteSnapshot(PipeWriter output, StationBoard board, DistrictAlarms alarms, StreamFilter filter, string id, CancellationToken ending)
    {
        if (filter.Alarms)
        {
            output.Write(alarms.Now(filter.Rights));
        }

        foreach (var commands in filter.Commands ? board.Devices.Select(item => item.Commands).OfType<CommandsItem>().Where(one => filter.Matches(one) && one.Device.Commands?.Open.Length > 0) : [])
        {
            Write(output, "event: commands\ndata: "u8, JsonSerializer.SerializeToUtf8Bytes(DeviceCommandsView.Of(commands.Device), PublicJson.Context.DeviceCommandsView));
        }

        foreach (var config in filter.Config ? board.Devices.Select(item => item.Config).OfType<ConfigItem>().Where(filter.Matches) : [])
        {
            Write(output, "event: config\ndata: "u8, JsonSerializer.SerializeToUtf8Bytes(ConfigView.Of(config.Device), PublicJson.Context.ConfigView));
        }

        var parts = Items(board, filter).Chunk(SnapshotPart).ToArray();
        var count = Math.Max(1, parts.Length);
        for (var part = 1; part <= count; part++)
        {
            var items = part <= parts.Length ? parts[part - 1] : [];
            var view = new SnapshotView(
                [.. items.OfType<StationItem>().Select(item => StationView.Of(item.Picture))],
                [.. items.OfType<DeviceItem>().Select(item => DeviceView.Of(item))],
                part,
                count);
            output.Write("event: snapshot\n"u8);
            if (part == count)
            {
                output.Write(Encoding.ASCII.GetBytes($"id: {id}\n"));
            }

            output.Write("data: "u8);
            output.Write(JsonSerializer.SerializeToUtf8Bytes(view, PublicJson.Context.SnapshotView));
            output.Write("\n\n"u8);
            await output.FlushAsync(ending);
        }
    }

    private static void Write(PipeWriter output, ReadOnlySpan<byte> head, byte[] json)
    {
        output.Write(head);
        output.Write(json);
        output.Write("\n\n"u8);
    }

    private static IEnumerable<BoardItem> Items(StationBoard board, StreamFilter filter)
    {
        var items = filter.Only is { } only
            ? only.Distinct().Select(id => board.Find(id)).OfType<StationItem>().SelectMany(station => station.Devices.Select(pair => pair.Value).Prepend<BoardItem>(station))
            : board.Stations.Concat<BoardItem>(board.Devices);
        return items.Where(filter.Matches);
    }

    /// <summary>The number that the client saw last in this run; null starts it anew.</summary>
    private static long? LastSequence(HttpContext context, LiveFrames frames) =>
        (context.Request.Headers["Last-Event-ID"] is [{ Length: > 0 } id] ? id : StreamFilter.After.In(context.Request.Query))?.Split('-') is [var epoch, var number]
            && epoch == frames.Epoch && long.TryParse(number, null, out var sequence) ? sequence : null;
}
