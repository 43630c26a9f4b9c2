using Stations.Server.Access;

namespace Stations.Server.Api;

/// <summary>Every call that changes something is written down, by what the API calls it: an endpoint that is added is audited too.</summary>
internal static class Audited
{
    private sealed record Note(string Detail);

    /// <summary>What something is changed to, besides what the address says. Never a secret.</summary>
    public static void Tell(this HttpContext context, string detail) => context.Features.Set(new Note(detail));

    /// <summary>Whoever nobody knows is in the security log; once they have signed in, that is an entry.</summary>
    public static async ValueTask<object?> Run(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var context = call.HttpContext;
        var audit = context.RequestServices.GetRequiredService<Audit>();
        // Not waited for: it is in the journal's batch before the act is, and keeps nobody waiting.
        var begun = context.Caller() is { } caller ? Begin(context, audit, caller) : null;
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            var result = await next(call);
            status = (result as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
            begun ??= context.Caller() is { } newcomer ? Begin(context, audit, newcomer) : null;
            return result;
        }
        catch (Exception error) when (error is TimeoutException or Orleans.Runtime.OrleansException)
        {
            status = StatusCodes.Status503ServiceUnavailable;
            throw;
        }
        finally
        {
            if (begun is not null)
            {
                await audit.End(await begun, status, context.Features.Get<Note>()?.Detail);
            }
        }
    }

    private static Task<long> Begin(HttpContext context, Audit audit, Caller caller)
    {
        var endpoint = (RouteEndpoint)context.GetEndpoint()!;
        var on = string.Join(' ', endpoint.RoutePattern.Parameters.Select(parameter => context.Request.RouteValues[parameter.Name]));
        return audit.Begin(caller.Name, context.From(), $"{context.Request.Method} {Gate.Relative(endpoint)}", on);
    }
}
