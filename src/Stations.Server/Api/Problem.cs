using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary>Why a request was not answered, as RFC 9457 has it.</summary>
/// <param name="Type">Names the kind of problem for ever; the last part is <paramref name="Code"/>.</param>
/// <param name="Detail">What happened, and what to do.</param>
/// <param name="Instance">The path that was asked.</param>
/// <param name="TraceId">Find it in the server's log.</param>
/// <param name="Errors">What is wrong, by parameter or by field of the body.</param>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Instance,
    string Code,
    string TraceId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors);

/// <summary>A problem on its way out. Always <c>application/problem+json</c>, whatever the client would rather accept: nothing else is on offer.</summary>
internal sealed class Problem(ProblemKind kind, string detail, IReadOnlyDictionary<string, string[]>? errors = null) : IResult, IStatusCodeHttpResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>When to come again; rounded up to seconds.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(1);

    public int? StatusCode => kind.Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = kind.Status;
        response.Headers.CacheControl = "no-store";
        switch (kind.Status)
        {
            case StatusCodes.Status401Unauthorized:
                response.Headers.WWWAuthenticate = "Bearer realm=\"stations\"";
                break;
            case StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable:
                response.Headers.RetryAfter = Math.Ceiling(After.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                break;
        }

        var body = new ProblemBody(
            kind.Type,
            kind.Title,
            kind.Status,
            detail,
            httpContext.Request.PathBase.Add(httpContext.Request.Path).ToUriComponent(),
            kind.Code,
            Activity.Current?.TraceId.ToHexString() ?? httpContext.TraceIdentifier,
            errors);
        return response.WriteAsJsonAsync(body, PublicJson.Context.ProblemBody, ContentType, httpContext.RequestAborted);
    }
}
