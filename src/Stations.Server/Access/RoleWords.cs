using System.Text.Json;
using Stations.Model;

namespace Stations.Server.Access;

/// <summary>Roles as the API writes them.</summary>
internal static class RoleWords
{
    public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<Role>().Select(Word)];

    public static string Word(this Role role) => JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString());

    public static Role? Parse(string? word) => Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(role => role!.Value.Word() == word);

    /// <summary>As people are told of them.</summary>
    public static string Told(this Rights rights) => $"{rights.Role.Word()}, {(rights.Districts is { } districts ? string.Join(' ', districts) : "all districts")}";
}
