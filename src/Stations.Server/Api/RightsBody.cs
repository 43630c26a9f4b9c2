using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Access;

namespace Stations.Server.Api;

/// <summary>All that is wrong with a body, by field.</summary>
internal sealed class Mistakes() : Dictionary<string, string[]>(StringComparer.Ordinal)
{
    public static readonly string NameForm = $"is needed: letters and digits of any script, . _ - @ between them, at most {Account.MaxName}; not '{Account.Reserved}'";

    public static readonly string PasswordForm = $"is needed: {SignIns.LeastPassword} to {SignIns.MostPassword} characters of any kind, and not the name";

    public Mistakes Expect(string field, bool isSo, string otherwise)
    {
        if (!isSo)
        {
            this[field] = [otherwise];
        }

        return this;
    }

    public Mistakes ExpectRights(string? role, IReadOnlyList<string>? districts) => this
        .Expect("role", RoleWords.Parse(role) is not null, $"is needed: {string.Join(", ", RoleWords.All)}")
        .Expect(
            "districts",
            districts is null or { Count: > 0 and <= Rights.MaxDistricts } && (districts ?? []).All(one => Segment.IsValid(one)),
            $"are 1 to {Rights.MaxDistricts} districts' ids; leave them out for all");
}

/// <param name="Role">What they may: a viewer reads, an operator also acts, an administrator also says who may come in.</param>
/// <param name="Districts">Where; without them everywhere.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RightsBody([property: AllowedValues("viewer", "operator", "administrator")] string? Role, IReadOnlyList<string>? Districts = null)
{
    internal Mistakes Mistakes() => new Mistakes().ExpectRights(Role, Districts);

    internal Rights ToRights() => RightsOf(Role, Districts);

    internal static Rights RightsOf(string? role, IReadOnlyList<string>? districts) =>
        new(RoleWords.Parse(role)!.Value, districts is null ? null : [.. districts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
}

/// <param name="Name">What they sign in with, and what stands beside all they do.</param>
/// <inheritdoc cref="RightsBody"/>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OperatorBody(string? Name, [property: AllowedValues("viewer", "operator", "administrator")] string? Role, IReadOnlyList<string>? Districts = null)
{
    internal Mistakes Mistakes() => new Mistakes().Expect("name", Account.IsName(Name), Api.Mistakes.NameForm).ExpectRights(Role, Districts);
}

/// <param name="Name">What stands beside all that is done with it; over MQTT the user name.</param>
/// <param name="Days">How long it can be used, 1 to 3660; without it until it is revoked.</param>
/// <inheritdoc cref="RightsBody"/>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TokenBody(string? Name, [property: AllowedValues("viewer", "operator", "administrator")] string? Role, IReadOnlyList<string>? Districts = null, int? Days = null)
{
    private const int MostDays = 3_660;

    internal Mistakes Mistakes() => new Mistakes()
        .Expect("name", Account.IsName(Name), Api.Mistakes.NameForm)
        .Expect("days", Days is null or (>= 1 and <= MostDays), $"is a whole number from 1 to {MostDays}; leave it out for no end")
        .ExpectRights(Role, Districts);
}
