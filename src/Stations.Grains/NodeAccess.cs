namespace Stations.Grains;

/// <summary>What lets a node in at this moment, and what its operator may know of that.</summary>
/// <param name="Hash">Of its password; null for a node that is not enrolled.</param>
/// <param name="NextHash">Of a password that is good as well and has not been used yet.</param>
/// <param name="OldUntil">Until when both are; epoch milliseconds, 0 without a next one.</param>
/// <param name="IsDisabled">Nothing lets it in.</param>
/// <param name="ClaimUntil">Until when a code can be used to claim it; epoch milliseconds, 0 without one.</param>
/// <param name="Devices">What it carried at its last birth.</param>
/// <param name="MayEnrolItself">It is not enrolled and need not be, see <see cref="Enrolment.Auto"/>.</param>
[GenerateSerializer, Immutable, Alias("node-access")]
public sealed record NodeAccess(
    [property: Id(0)] string? Hash,
    [property: Id(1)] string? NextHash,
    [property: Id(2)] long OldUntil,
    [property: Id(3)] bool IsDisabled,
    [property: Id(4)] long ClaimUntil,
    [property: Id(5)] string[] Devices,
    [property: Id(6)] bool MayEnrolItself)
{
    /// <summary>The credential of a node whose certificate the transport has verified.</summary>
    public const string Certificate = "certificate";

    public bool IsEnrolled => Hash is not null;

    /// <summary>Does what a connection once came in with still let it in?</summary>
    /// <param name="credential">The hash that its password fitted, or <see cref="Certificate"/>.</param>
    public bool Admits(string credential) => !IsDisabled
        && (credential == Certificate ? IsEnrolled || MayEnrolItself : IsEnrolled && (credential == Hash || credential == NextHash));
}
