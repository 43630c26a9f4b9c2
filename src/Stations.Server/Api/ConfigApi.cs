using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary><c>/api/v1/devices/{id}/config</c>: what a device is to be set to, and what it says it is.</summary>
internal static partial class ConfigApi
{
    private const string DeviceForm = "district:node:device";

    public static void MapConfig(this IEndpointRouteBuilder api)
    {
        var config = api.MapGroup("/devices").WithTags("Configuration").For(Role.Operator);
        config.MapGet("/{id}/config", Get)
            .For(Role.Viewer)
            .WithQuery()
            .Produces<ConfigView>()
            .WithProblems(StatusCodes.Status404NotFound)
            .WithSummary("What a device is to be set to, what it says it is, and what can be set.");
        config.MapPut("/{id}/config", Put)
            .Accepts<ConfigBody>("application/json")
            .Produces<ConfigView>()
            .WithProblems(
                StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType)
            .WithSummary("Says what a device is to be set to.")
            .WithDescription(
                """
                It replaces what was wanted before, so `If-Match` says which version that was: the ETag of the answer to GET. The first one needs none. The answer says that
                it is written; the device hears of it at once, or when it connects, and `state` is IN_SYNC once it says that it is set so. The same values again change
                nothing.
                """);
        MapImport(config);
    }

    private static IResult Get(string id, HttpContext context, StationBoard board) =>
        Find(board, id) is { } device ? Ok(context, device, device.Config ?? Config.None) : Problems.NotFound("device", id, DeviceForm);

    private static async Task<IResult> Put(string id, [FromHeader(Name = "If-Match")] string? version, HttpContext context, StationBoard board, IGrainFactory grains, TimeProvider clock)
    {
        if (Find(board, id) is not { } device)
        {
            return Problems.NotFound("device", id, DeviceForm);
        }

        if (!TryParseVersion(version, out var expected))
        {
            return Problems.InvalidParameter("If-Match", "is the ETag that GET answered: the version in quotes, such as \"3\"");
        }

        var (body, problem) = await JsonBody.Read(context.Request, PublicJson.Context.ConfigBody);
        if (body is null)
        {
            return problem!;
        }

        body = body with { By = context.Caller()!.ActsAs(body.By) };
        context.Tell(string.Join(' ', (body.Values ?? []).Select(one => $"{one.Key}={one.Value}")));
        if (body.Mistakes(device.Kind) is { Count: > 0 } mistakes)
        {
            return Problems.InvalidBody(mistakes);
        }

        var answer = await Insist.On(() => grains.GetGrain<IDeviceGrain>(id).Desire(body.Of(expected)), clock, context.RequestAborted);
        return answer.Verdict switch
        {
            ConfigVerdict.Taken => Ok(context, device, answer.Config!),
            ConfigVerdict.NoSuchDevice => Problems.NotFound("device", id, DeviceForm),
            ConfigVerdict.BadValue => Problems.InvalidBody(new(StringComparer.Ordinal) { ["values"] = [answer.Detail!] }),
            ConfigVerdict.NoVersion => Problems.ConfigExists(id, answer.Config!.Version),
            _ => Problems.ConfigChanged(id, answer.Config!.Version),
        };
    }

    private static Ok<ConfigView> Ok(HttpContext context, Device device, Config config)
    {
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{config.Version}\"");
        return TypedResults.Ok(ConfigView.Of(device, config));
    }

    private static Device? Find(StationBoard board, string id) => DeviceId.TryParse(id, out var known) ? board.Find(known)?.Device : null;

    private static bool TryParseVersion(string? text, out long? version)
    {
        version = null;
        if (text is null)
        {
            return true;
        }

        version = text.Length > 2 && text[0] == '"' && text[^1] == '"' && long.TryParse(text.AsSpan(1..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return version is not null;
    }
}
