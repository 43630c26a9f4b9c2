using Orleans.Concurrency;

namespace Stations.Tests.Engine;

internal interface ILink : IGrainWithStringKey
{
    /// <summary>Calls the keys one after the other, each from within the one before; "~" before a key yields first.</summary>
    Task<string> Follow(string[] keys);

    Task<string> FollowInBackground(string[] keys, string door);

    [OneWay]
    Task Tell(string[] keys);

    ValueTask<int> Next(ILink? next);

    Task<int> Thread();

    Task<bool> KeepsItsTurn(bool escape);

    Task Acquire(SemaphoreSlim semaphore);

    Task ThrowIntoTheVoid();
}

internal interface IOpenLink : ILink;

internal interface ILinkThatCallsWhileWaking : ILink;

internal abstract class LinkGrain(Stagehand stagehand) : Grain
{
    private int _count;

    public async Task<string> Follow(string[] keys)
    {
        if (keys is [])
        {
            return "end";
        }

        if (keys[0][0] == '~')
        {
            await Task.Yield();
        }

        return await Link(keys[0].TrimStart('~')).Follow(keys[1..]);
    }

    public async Task<string> FollowInBackground(string[] keys, string door)
    {
        var background = Link(keys[0]).Follow(keys[1..]);
        await stagehand.Pass(door);
        return await background;
    }

    public Task Tell(string[] keys)
    {
        stagehand.Note($"told {this.GetPrimaryKeyString()}");
        return keys is [] ? Task.CompletedTask : Link(keys[0]).Tell(keys[1..]);
    }

    public ValueTask<int> Next(ILink? next) => next?.Next(null) ?? new(++_count);

    public Task<int> Thread() => Task.FromResult(Environment.CurrentManagedThreadId);

    public async Task<bool> KeepsItsTurn(bool escape)
    {
        var turn = SynchronizationContext.Current;
        await Task.Run(() => Assert.NotSame(turn, SynchronizationContext.Current)).ConfigureAwait(!escape);
        return turn is not null && SynchronizationContext.Current == turn;
    }

    public async Task Acquire(SemaphoreSlim semaphore)
    {
        stagehand.Note("acquiring");
        await semaphore.WaitAsync();
        stagehand.Note($"released {semaphore.Release()}");
    }

    public Task ThrowIntoTheVoid()
    {
        Fail();
        return Task.CompletedTask;

        static async void Fail()
        {
            await Task.Yield();
            throw new InvalidOperationException("into the void");
        }
    }

    // A key that begins with "open" names a reentrant grain.
    protected ILink Link(string key) => key.StartsWith("open", StringComparison.Ordinal) ? GrainFactory.GetGrain<IOpenLink>(key) : GrainFactory.GetGrain<IClosedLink>(key);
}

internal interface IClosedLink : ILink;

internal sealed class ClosedLinkGrain(Stagehand stagehand) : LinkGrain(stagehand), IClosedLink;

[Reentrant]
internal sealed class OpenLinkGrain(Stagehand stagehand) : LinkGrain(stagehand), IOpenLink;

internal sealed class LinkThatCallsWhileWakingGrain(Stagehand stagehand) : LinkGrain(stagehand), ILinkThatCallsWhileWaking
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) => Link("a").Follow([]);
}
