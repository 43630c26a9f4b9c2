using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary>What a client of the stream wants to see.</summary>
internal sealed record StreamFilter(bool Stations, bool Devices, string? District, StationId? Station)
{
    public bool Matches(BoardItem item) => item switch
    {
        StationItem station => Stations && Matches(station.Picture.Info.Id),
        DeviceItem device => Devices && Matches(device.Device.Info.Station),
        _ => false,
    };

    private bool Matches(StationId station) => (District is null || station.District == District) && (Station is null || station == Station);
}

/// <summary><c>GET /api/v1/stream</c>: a snapshot, then every change with its number, as Server-Sent Events.</summary>
internal static class StreamApi
{
    /// <summary>A proxy closes what is silent for longer.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private const int SnapshotPart = 500;

    public static void MapStream(this IEndpointRouteBuilder api) => api
        .MapGet("/stream", Stream)
        .WithSummary("Live changes as Server-Sent Events: a snapshot, then numbered changes; resumes after Last-Event-ID.")
        .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .WithTags("Live");

    private static async Task<IResult> Stream(
        HttpContext context, LiveFrames frames, StationBoard board, TimeProvider clock, IHostApplicationLifetime lifetime,
        string? include, string? district, string? station)
    {
        if (Parse(include, district, station) is not { } filter)
        {
            return Problems.InvalidParameters(new() { ["include"] = ["stations, devices or both, with comma"], ["station"] = ["district:station"] });
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await Run(context.Response.BodyWriter, frames, board, filter, LastSequence(context, frames), clock, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The client left, or the server stops: an ordinary end of a stream.
        }

        return Results.Empty;
    }

    private static async Task Run(
        PipeWriter output, LiveFrames frames, StationBoard board, StreamFilter filter, long? lastSequence, TimeProvider clock, CancellationToken ending)
    {
        output.Write("retry: 2000\n\n"u8);
        while (true)
        {
            using var listener = frames.Listen();
            if (lastSequence is not { } seen || !listener.TryResume(seen))
            {
                await WriteSnapshot(output, board, filter, $"{frames.Epoch}-{listener.Sequence}", ending);
            }

            await output.FlushAsync(ending);
            await WriteChanges(output, listener, filter, clock, ending);
            lastSequence = null;
        }
    }

    /// <summary>Ends when the client was too slow and the changes that it needs are forgotten.</summary>
    private static async Task WriteChanges(PipeWriter output, LiveListener listener, StreamFilter filter, TimeProvider clock, CancellationToken ending)
    {
        while (true)
        {
            var next = listener.Next(ending);
            while (!next.IsCompleted && await Task.WhenAny(next, Task.Delay(Heartbeat, clock, ending)) != next)
            {
                output.Write(": ping\n\n"u8);
                await output.FlushAsync(ending);
            }

            if (await next is not { } news)
            {
                return;
            }

            foreach (var change in news.SelectMany(frame => frame.Changes))
            {
                if (change.Sequence > listener.Sequence && filter.Matches(change.Item))
                {
                    output.Write(change.Event);
                }
            }

            await output.FlushAsync(ending);
        }
    }

    private static async Task WriteSnapshot(PipeWriter output, StationBoard board, StreamFilter filter, string id, CancellationToken ending)
    {
        var parts = Items(board, filter).Chunk(SnapshotPart).ToArray();
        var count = Math.Max(1, parts.Length);
        for (var part = 1; part <= count; part++)
        {
            var items = part <= parts.Length ? parts[part - 1] : [];
            var view = new SnapshotView(
                [.. items.OfType<StationItem>().Select(item => StationView.Of(item.Picture))],
                [.. items.OfType<DeviceItem>().Select(item => DeviceView.Of(item.Device))],
                part,
                count);
            output.Write("event: snapshot\n"u8);
            if (part == count)
            {
                output.Write(Encoding.ASCII.GetBytes($"id: {id}\n"));
            }

            output.Write("data: "u8);
            output.Write(JsonSerializer.SerializeToUtf8Bytes(view, ServerJson.Default.SnapshotView));
            output.Write("\n\n"u8);
            await output.FlushAsync(ending);
        }
    }

    private static IEnumerable<BoardItem> Items(StationBoard board, StreamFilter filter)
    {
        if (filter.Station is { } station)
        {
            return board.Find(station) is { } one ? new BoardItem[] { one }.Concat(one.Devices.Select(pair => pair.Value)).Where(filter.Matches) : [];
        }

        return board.Stations.Concat<BoardItem>(board.Devices).Where(filter.Matches);
    }

    private static StreamFilter? Parse(string? include, string? district, string? station)
    {
        var wanted = (include ?? "stations,devices").Split(',', StringSplitOptions.TrimEntries);
        StationId? id = null;
        if (station is not null)
        {
            if (!StationId.TryParse(station, out var parsed))
            {
                return null;
            }

            id = parsed;
        }

        return wanted.All(word => word is "stations" or "devices")
            ? new StreamFilter(wanted.Contains("stations"), wanted.Contains("devices"), district, id)
            : null;
    }

    /// <summary>The number that the client saw last in this run; null starts it anew.</summary>
    private static long? LastSequence(HttpContext context, LiveFrames frames) =>
        context.Request.Headers["Last-Event-ID"].ToString().Split('-') is [var epoch, var number]
            && epoch == frames.Epoch && long.TryParse(number, null, out var sequence) ? sequence : null;
}
