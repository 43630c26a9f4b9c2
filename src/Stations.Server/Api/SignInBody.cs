using System.Text.Json.Serialization;
using Stations.Model;
using Stations.Server.Access;

namespace Stations.Server.Api;

/// <param name="Name">Of an account.</param>
/// <param name="Token">Instead of both: the operator token, as long as there is no account.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SignInBody(string? Name = null, string? Password = null, string? Token = null)
{
    internal Mistakes Mistakes() => Token is not null
        ? new Mistakes().Expect("token", Token.Length <= SignIns.MostPassword && Name is null && Password is null, "stands instead of name and password")
        : new Mistakes()
            .Expect("name", Name is { Length: > 0 and <= Account.MaxName }, "is needed")
            .Expect("password", Password is { Length: > 0 and <= SignIns.MostPassword }, "is needed");
}

/// <param name="Token">The operator token, which ends with this.</param>
/// <param name="Name">Of the first administrator: letters and digits of any script, . _ - @ between them, at most 64.</param>
/// <param name="Password">12 to 128 characters of any kind.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FirstOperatorBody(string? Token, string? Name, string? Password)
{
    internal Mistakes Mistakes() => new Mistakes()
        .Expect("token", Token is { Length: > 0 and <= SignIns.MostPassword }, "is needed: the operator token")
        .Expect("name", Account.IsName(Name), Api.Mistakes.NameForm)
        .Expect("password", SignIns.IsPassword(Password, Name), Api.Mistakes.PasswordForm);
}

/// <param name="Code">As an administrator gave it; once.</param>
/// <param name="Password">From then on: 12 to 128 characters of any kind.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CodeBody(string? Name, string? Code, string? Password)
{
    internal Mistakes Mistakes() => new Mistakes()
        .Expect("name", Name is { Length: > 0 and <= Account.MaxName }, "is needed")
        .Expect("code", Code is { Length: > 0 and <= Account.MaxName }, "is needed")
        .Expect("password", SignIns.IsPassword(Password, Name), Api.Mistakes.PasswordForm);
}

/// <param name="Password">From now on: 12 to 128 characters of any kind.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PasswordBody(string? Old, string? Password)
{
    internal Mistakes Mistakes(string name) => new Mistakes()
        .Expect("old", Old is { Length: > 0 and <= SignIns.MostPassword }, "is needed: the password until now")
        .Expect("password", SignIns.IsPassword(Password, name), Api.Mistakes.PasswordForm);
}
