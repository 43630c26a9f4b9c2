using Stations.Server.Live;

namespace Stations.Server.Pages;

/// <summary>What a page's script begins with, so that it need not ask.</summary>
/// <param name="At">Server time of all this.</param>
/// <param name="After">The live stream goes on after this; null where what is known is not all that there is.</param>
internal sealed record KnownView(DateTimeOffset At, string? After, SnapshotView Snapshot);
