namespace Stations.Server.Access;

/// <summary>What somebody did or tried. A closed set, so that it can label a counter.</summary>
public enum SecurityAct
{
    /// <summary>An MQTT connection that ended before it could say whose it is.</summary>
    Open,

    Login,
    Claim,
    Connect,
    Publish,
    Subscribe,
    Enrol,
    Rotate,
    Revoke,
    Disable,
    Enable,
    OfferClaim,

    /// <summary>A call of the API that is for operators.</summary>
    Operate,

    /// <summary>A person, in a browser.</summary>
    SignIn,
}

/// <summary>How it went. A closed set, so that it can label a counter.</summary>
public enum SecurityOutcome
{
    Done,

    /// <summary>Unknown, or with a wrong password, code or token. Which of them is not told to whoever tried.</summary>
    Refused,

    /// <summary>Too many refused logins of this name; not even looked at.</summary>
    LimitedByName,

    /// <summary>Too many refused logins from this address; not even looked at.</summary>
    LimitedByAddress,

    /// <summary>It connects too often.</summary>
    Banned,

    /// <summary>Known, and not allowed to do this.</summary>
    Denied,

    /// <summary>Too many others wait to be looked at.</summary>
    Busy,

    /// <summary>What its connection came in with does not count any more; it was closed.</summary>
    Closed,
}

/// <summary>Something worth knowing for whoever guards this server. Never holds a secret.</summary>
/// <param name="Number">From 1, in the order they happened.</param>
/// <param name="At">Server time, epoch milliseconds.</param>
/// <param name="Who">As it called itself, or as it is known.</param>
/// <param name="From">The address it came from.</param>
/// <param name="Detail">Topic, filter, client id, node.</param>
public sealed record SecurityEvent(long Number, long At, SecurityAct Act, SecurityOutcome Outcome, string Who, string From, string Detail);
