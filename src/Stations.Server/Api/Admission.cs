using Stations.Server.Access;
using Stations.Server.Operations;

namespace Stations.Server.Api;

/// <summary>Who calls, and whether they may: the same for every endpoint, by what it says it needs.</summary>
internal static class Admission
{
    private const string Scheme = "Bearer ";

    /// <summary>Null for somebody who is not signed in.</summary>
    public static Caller? Caller(this HttpContext context) => context.Features.Get<Caller>();

    /// <summary>What anybody may see, whoever is not signed in sees everywhere.</summary>
    public static bool MaySee(this HttpContext context, string district) => context.Caller()?.Rights.Covers(district) ?? true;

    /// <summary>The address that a call came from.</summary>
    public static string From(this HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Null for whoever may go on.</summary>
    public static async ValueTask<Problem?> Of(HttpContext context, Needed needed)
    {
        var caller = await Identify(context);
        context.Features.Set(caller);
        if (caller is not null)
        {
            context.Response.Headers.CacheControl = "no-store";
        }

        if (needed.Role is { } least)
        {
            if (caller is null)
            {
                return Unknown(context);
            }

            if (caller.Rights.Role < least || (needed.Everywhere && !caller.Rights.IsEverywhere))
            {
                Note(context, SecurityOutcome.Denied, caller.Name);
                return Problems.RoleNeeded(least, needed.Everywhere);
            }

            if (caller.Session is not null && !IsSafe(context.Request.Method) && !IsOfOurPage(context.Request))
            {
                Note(context, SecurityOutcome.Denied, caller.Name);
                return Problems.NotOfOurPage();
            }
        }

        // Every {id} of this API begins with a district.
        return context.Request.RouteValues["id"] is string id && !context.MaySee(id.Split(':')[0]) ? Problems.NotThere(context, id) : null;
    }

    public static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    /// <summary>A header is meant; a cookie comes by itself, and counts where there is no header.</summary>
    private static async ValueTask<Caller?> Identify(HttpContext context)
    {
        var callers = context.RequestServices.GetRequiredService<Callers>();
        var network = context.Connection.RemoteIpAddress is { } address ? Attempt.Network(address) : "";
        if (context.Request.Headers.Authorization.ToString() is { Length: > 0 } header)
        {
            return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? await callers.BehindToken(header[Scheme.Length..], network) : null;
        }

        return SessionCookie.Read(context.Request) is { } value ? await callers.BehindCookie(value, network) : null;
    }

    /// <summary>For whoever shows nothing that counts.</summary>
    public static Problem Unknown(HttpContext context)
    {
        var services = context.RequestServices;
        var showsToken = context.Request.Headers.Authorization.Count > 0;
        if ((showsToken || SessionCookie.Read(context.Request) is not null) && !services.GetRequiredService<RosterCopy>().IsLoaded)
        {
            return Problems.Loading(services.GetRequiredService<Readiness>().Loading ?? "");
        }

        if (showsToken)
        {
            Note(context, SecurityOutcome.Refused, "nobody");
        }

        return services.GetRequiredService<RosterCopy>().Now.Accounts.Length == 0 ? Problems.OperatorTokenNeeded(services.GetRequiredService<OperatorToken>()) : Problems.SignInNeeded();
    }

    private static void Note(HttpContext context, SecurityOutcome outcome, string who) => context.RequestServices.GetRequiredService<SecurityLog>().Add(
        SecurityAct.Operate, outcome, who, context.From(), $"{context.Request.Method} {context.Request.Path}");

    /// <summary>No other page may use that a browser sends its cookies: the browser says where a request comes from, and no script can change that.</summary>
    private static bool IsOfOurPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
        ? site == "same-origin"
        : Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
