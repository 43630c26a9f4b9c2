using System.Text.Json.Serialization;

namespace Stations.Model;

/// <summary>What may be done to the <see cref="Roster"/>. To do it twice is to do it once.</summary>
public abstract record RosterChange
{
    /// <summary>The first of all, an administrator everywhere.</summary>
    public sealed record First(string Name, string PasswordHash) : RosterChange;

    public sealed record Add(string Name, Rights Rights, OneTimeCode Code) : RosterChange;

    public sealed record Entitle(string Name, Rights Rights) : RosterChange;

    public sealed record Disable(string Name, bool IsDisabled) : RosterChange;

    public sealed record Remove(string Name) : RosterChange;

    /// <summary>Ends the password; who has the code chooses another.</summary>
    public sealed record Reset(string Name, OneTimeCode Code) : RosterChange;

    /// <summary>The code is about to be compared with what somebody said.</summary>
    public sealed record TryCode(string Name, string CodeHash) : RosterChange;

    /// <summary>The code was right.</summary>
    public sealed record Claim(string Name, string CodeHash, string PasswordHash) : RosterChange;

    public sealed record SetPassword(string Name, string OldHash, string PasswordHash) : RosterChange;

    public sealed record AddToken(ApiToken Token) : RosterChange;

    public sealed record RemoveToken(string Name) : RosterChange;

    /// <param name="PasswordHash">That was shown; null for the operator token.</param>
    public sealed record Open(OperatorSession Session, string? PasswordHash) : RosterChange;

    public sealed record Use(long Number) : RosterChange;

    public sealed record Close(long Number) : RosterChange;
}

[JsonConverter(typeof(JsonStringEnumConverter<RosterAnswer>))]
public enum RosterAnswer
{
    Done,
    NoSuch,

    /// <summary>Somebody or something has the name.</summary>
    Taken,

    /// <summary>As many as there may be.</summary>
    Full,

    /// <summary>Nobody could let anybody in any more.</summary>
    LastAdministrator,

    /// <summary>What was shown does not count, or not any more.</summary>
    Refused,
}
