using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>Who may work here: people, programs, and the browsers in which people signed in. Immutable; see <see cref="After"/>.</summary>
/// <param name="Version">One more with each change.</param>
public sealed partial record Roster(long Version, Account[] Accounts, ApiToken[] Tokens, OperatorSession[] Sessions)
{
    public const int MaxAccounts = 1_000;
    public const int MaxTokens = 1_000;
    public const int MaxSessions = 5_000;

    /// <summary>Of one person; with one more the oldest ends.</summary>
    public const int MaxSessionsOfOne = 20;

    public static Roster Empty { get; } = new(0, [], [], []);

    public Account? Find(string? name) => Array.Find(Accounts, one => Account.IsSame(one.Name, name));

    public ApiToken? FindToken(string? name) => Array.Find(Tokens, one => Account.IsSame(one.Name, name));

    public OperatorSession? FindSession(long number) => Array.Find(Sessions, one => one.Number == number);

    /// <summary>Without them nobody could let anybody in any more.</summary>
    [JsonIgnore]
    public int Keepers => Accounts.Count(one => one.MayComeIn && one.Rights is { Role: Role.Administrator, IsEverywhere: true });
}
