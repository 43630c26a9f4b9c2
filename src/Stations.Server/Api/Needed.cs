using Stations.Model;

namespace Stations.Server.Api;

/// <summary>Who may call an endpoint. One that says nothing is for administrators.</summary>
/// <param name="Role">The least that will do; null: anybody may, signed in or not.</param>
/// <param name="Everywhere">Only whoever has that role in all districts.</param>
internal sealed record Needed(Role? Role, bool Everywhere = false)
{
    public static readonly Needed Unsaid = new(Model.Role.Administrator, Everywhere: true);
}

internal static class NeededExtensions
{
    public static TBuilder For<TBuilder>(this TBuilder endpoint, Role role, bool everywhere = false) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new Needed(role, everywhere)).WithProblems(StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden);

    /// <summary>Riders, and who is about to sign in.</summary>
    public static TBuilder ForAnybody<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new Needed(Role: null));
}
