using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>A person who works here.</summary>
/// <param name="Name">Theirs alone, whatever the case, and stands beside what they do; see <see cref="IsName"/>.</param>
/// <param name="PasswordHash">Null until they have chosen one.</param>
/// <param name="Code">With which they choose a password; null without one.</param>
/// <param name="IsDisabled">Keeps the password and is not let in.</param>
/// <param name="MadeAt">Server time, epoch milliseconds.</param>
public sealed record Account(string Name, Rights Rights, string? PasswordHash, OneTimeCode? Code, bool IsDisabled, long MadeAt)
{
    public const int MaxName = Act.MaxName;

    /// <summary>Nobody is called so: it is whoever has the operator token.</summary>
    public const string Reserved = "operator";

    [JsonIgnore]
    public bool MayComeIn => !IsDisabled && PasswordHash is not null;

    /// <summary>Letters and digits of any script, and <c>. _ - @</c> between them: never a node's name, which has a slash.</summary>
    public static bool IsName(string? text) => text is { Length: > 0 and <= MaxName } && char.IsLetterOrDigit(text[0])
        && text.All(letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '-' or '@')
        && !IsSame(text, Reserved);

    public static bool IsSame(string? name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What a program of theirs shows; it is no person's and stays when whoever made it leaves.</summary>
/// <param name="Hash">Of the token, which has 256 random bits.</param>
/// <param name="Until">Server time, epoch milliseconds; 0: until it is revoked.</param>
public sealed record ApiToken(string Name, Rights Rights, string Hash, string MadeBy, long MadeAt, long Until)
{
    public bool IsOver(long now) => Until > 0 && now >= Until;
}

/// <summary>A browser in which somebody signed in.</summary>
/// <param name="Number">Nobody else's ever.</param>
/// <param name="Hash">Of what its cookie holds, which has 256 random bits.</param>
/// <param name="Account">The name; <see cref="Account.Reserved"/> for whoever had the operator token.</param>
/// <param name="From">The address.</param>
/// <param name="Agent">As the browser calls itself.</param>
/// <param name="OpenedAt">Server time, epoch milliseconds.</param>
/// <param name="UsedAt">When it was used last, a quarter of an hour more or less.</param>
public sealed record OperatorSession(long Number, string Hash, string Account, string From, string Agent, long OpenedAt, long UsedAt)
{
    /// <summary>OWASP's session guidance: hours of idleness where the risk is low, and an absolute limit.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How much later than it happened its use may be written down.</summary>
    public static readonly TimeSpan WrittenEvery = TimeSpan.FromMinutes(15);

    public bool IsOver(long now) => now - UsedAt >= Idle.TotalMilliseconds || now - OpenedAt >= Longest.TotalMilliseconds;
}
