using System.Collections.Concurrent;

namespace Stations.EndToEnd.Running;

/// <summary>Browsers that no test uses at the moment. Somebody else at one that runs is there much sooner than a new one.</summary>
public sealed class Browsers : IAsyncDisposable
{
    private static readonly ConcurrentBag<ChildProcess> Idle = [];

    internal static ChildProcess? Take() => Idle.TryTake(out var one) ? one : null;

    internal static void Leave(ChildProcess one) => Idle.Add(one);

    public async ValueTask DisposeAsync()
    {
        while (Idle.TryTake(out var one))
        {
            one.CloseInput();
            await one.DisposeAsync();
        }
    }
}
