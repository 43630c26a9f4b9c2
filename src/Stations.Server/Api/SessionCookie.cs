using Stations.Model;

namespace Stations.Server.Api;

/// <summary>What a browser shows after somebody signed in. No script can read it, and no other site's page has it sent.</summary>
internal static class SessionCookie
{
    private const string Plain = "stations";

    /// <summary>Browsers take this name over https only, for this host and all of it.</summary>
    private const string Secure = "__Host-stations";

    public static string? Read(HttpRequest request) => request.Cookies[NameFor(request)] is { Length: > 0 and <= 100 } value ? value : null;

    public static void Write(HttpContext context, string secret) => context.Response.Cookies.Append(NameFor(context.Request), secret, Options(context.Request, OperatorSession.Longest));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(NameFor(context.Request), Options(context.Request, lives: null));

    private static string NameFor(HttpRequest request) => request.IsHttps ? Secure : Plain;

    private static CookieOptions Options(HttpRequest request, TimeSpan? lives) =>
        new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", MaxAge = lives, IsEssential = true };
}
