using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Grains;

public sealed class NodeState
{
    public const string Name = "node";

    /// <summary>Of the password that is in use. Null for a node that nobody enrolled, that enrolled itself or that was revoked.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Of the password that takes its place when it is first used, or at <see cref="OldUntil"/>; null while there is none.</summary>
    public string? NextHash { get; set; }

    /// <summary>Server time, epoch milliseconds: from here on only the next password lets the node in.</summary>
    public long OldUntil { get; set; }

    /// <summary>Keeps its password and is not let in.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>Whoever had its password is out for good; it does not come back by a birth.</summary>
    public bool IsRevoked { get; set; }

    public OneTimeCode? Claim { get; set; }

    /// <summary>This life and those before it, newest first, as births arrived; at most <see cref="NodeGrain.MaxBoots"/>.</summary>
    public List<string> Boots { get; set; } = [];

    public string[] Devices { get; set; } = [];

    /// <summary>Somebody let it in, and it has never come.</summary>
    [JsonIgnore]
    public bool IsAwaited => Boots.Count == 0 && (PasswordHash is not null || Claim is not null);
}
