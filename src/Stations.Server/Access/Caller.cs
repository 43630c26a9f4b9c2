using Stations.Model;

namespace Stations.Server.Access;

/// <summary>Who calls the API, or listens over MQTT, and may what.</summary>
/// <param name="Name">The account's or the token's; <see cref="Account.Reserved"/> for whoever has the operator token.</param>
/// <param name="Session">The number of the session that a cookie stands for; null for who shows a token or a password each time.</param>
/// <param name="Credential">The hash of what was shown.</param>
/// <param name="IsPerson">Signed in with a password of their own, so that what they do stands beside their name and no other.</param>
public sealed record Caller(string Name, Rights Rights, long? Session, string Credential, bool IsPerson)
{
    /// <summary>Whoever runs this server.</summary>
    public static Caller Owner(long? session = null) => new(Account.Reserved, new Rights(Role.Administrator), session, "", IsPerson: false);

    public static Caller Of(Account account, long? session) => new(account.Name, account.Rights, session, account.PasswordHash!, IsPerson: true);

    /// <summary>People act in their own name; a program may say for whom it acts. Null for a name that is not theirs to use.</summary>
    public string? ActsAs(string? name) => name is null || name == Name ? Name : IsPerson ? null : name;

    public static Caller Of(ApiToken token) => new(token.Name, token.Rights, null, token.Hash, IsPerson: false);
}
