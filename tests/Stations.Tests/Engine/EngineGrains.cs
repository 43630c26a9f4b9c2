using Orleans.Concurrency;

namespace Stations.Tests.Engine;

public interface IDoorkeeper : IGrainWithStringKey
{
    Task<string> Echo(string word);

    ValueTask<int> Add(int left, int right);

    Task WaitAt(string door);

    ValueTask PassTwice(string first, string second);

    Task<int> Life();

    Task Leave();

    Task ThrowAtOnce(string message);

    ValueTask<int> ThrowLater(string message);

    Task<string> Relay(string otherKey, string word);

    [AlwaysInterleave]
    Task<string> Peek();
}

internal sealed class DoorkeeperGrain(Stagehand stagehand) : Grain, IDoorkeeper
{
    private int _life;

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _life = stagehand.Diary.Count(line => line == $"woke {Key}") + 1;
        stagehand.Note($"woke {Key}");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stagehand.Note($"leaving {Key} {reason.ReasonCode}");
        if (Key.StartsWith("slow", StringComparison.Ordinal))
        {
            await stagehand.Pass("farewell");
        }

        stagehand.Note($"left {Key} {_life}");
    }

    public Task<string> Echo(string word)
    {
        stagehand.Note($"echo {word}");
        return Task.FromResult(word);
    }

    public ValueTask<int> Add(int left, int right) => new(left + right);

    public async Task WaitAt(string door)
    {
        await stagehand.Pass(door);
        stagehand.Note($"through {door}");
    }

    public async ValueTask PassTwice(string first, string second)
    {
        await stagehand.Pass(first);
        await stagehand.Pass(second);
        stagehand.Note($"through {first} and {second}");
    }

    public Task<int> Life() => Task.FromResult(_life);

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ThrowAtOnce(string message) => throw new InvalidOperationException(message);

    public async ValueTask<int> ThrowLater(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }

    public Task<string> Relay(string otherKey, string word) => GrainFactory.GetGrain<IDoorkeeper>(otherKey).Echo(word);

    public Task<string> Peek() => Task.FromResult("peeked");
}

public interface ICrowd : IGrainWithStringKey
{
    Task Enter(int steps);

    Task<string> Report();

    Task WaitAt(string door);
}

/// <summary>Counts who is inside between two awaits; never more than one may be.</summary>
internal abstract class CrowdGrain(Stagehand stagehand) : Grain, ICrowd
{
    private int _inside;
    private int _mostInside;
    private int _steps;

    public async Task Enter(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            _mostInside = Math.Max(_mostInside, ++_inside);
            _steps++;
            Thread.SpinWait(50);
            _inside--;
            await Task.Yield();
        }
    }

    public Task<string> Report() => Task.FromResult($"{_steps} steps, at most {_mostInside} inside");

    public Task WaitAt(string door) => stagehand.Pass(door);
}

public interface IOpenCrowd : ICrowd;

public interface IClosedCrowd : ICrowd;

[Reentrant]
internal sealed class OpenCrowdGrain(Stagehand stagehand) : CrowdGrain(stagehand), IOpenCrowd;

internal sealed class ClosedCrowdGrain(Stagehand stagehand) : CrowdGrain(stagehand), IClosedCrowd;

public interface IFragile : IGrainWithStringKey
{
    Task<string> Ask();
}

/// <summary>Cannot wake the first time.</summary>
internal sealed class FragileGrain(Stagehand stagehand) : Grain, IFragile
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        stagehand.Note("waking");
        if (stagehand.Diary.Count(line => line == "waking") == 1)
        {
            await stagehand.Pass("collapse");
            throw new InvalidOperationException("too fragile");
        }
    }

    public Task<string> Ask() => Task.FromResult("awake");
}

public sealed class Purse
{
    public int Coins { get; set; }
}

public interface IPurse : IGrainWithStringKey
{
    Task<string> Look();

    Task Put(int coins);

    Task Save();

    Task Empty();

    Task Leave();
}

internal sealed class PurseGrain([PersistentState("purse", "memory")] IPersistentState<Purse> purse) : Grain, IPurse
{
    private string _onWaking = "";

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _onWaking = $"{purse.State.Coins}";
        return Task.CompletedTask;
    }

    public Task<string> Look() => Task.FromResult($"{purse.State.Coins} coins, {_onWaking} on waking, {(purse.RecordExists ? "stored" : "not stored")}");

    public Task Put(int coins)
    {
        purse.State.Coins += coins;
        return Task.CompletedTask;
    }

    public Task Save() => purse.WriteStateAsync();

    public Task Empty() => purse.ClearStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public interface IMetronome : IGrainWithStringKey
{
    Task Start(string name, bool interleave, bool keepAlive);

    Task StartFaulty();

    Task Stop();

    Task Settle();

    Task WaitAt(string door);

    Task Leave();
}

/// <summary>Ticks every ten seconds and notes it.</summary>
internal sealed class MetronomeGrain(Stagehand stagehand) : Grain, IMetronome
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private IGrainTimer? _timer;
    private int _ticks;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (this.GetPrimaryKeyString() == "early")
        {
            _timer = this.RegisterGrainTimer(Tick, "early", TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            await stagehand.Pass("awakening");
        }
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stagehand.Note($"left {this.GetPrimaryKeyString()}");
        return Task.CompletedTask;
    }

    public Task Start(string name, bool interleave, bool keepAlive)
    {
        var options = new GrainTimerCreationOptions(Period, Period) { Interleave = interleave, KeepAlive = keepAlive };
        _timer = this.RegisterGrainTimer(Tick, name, options);
        return Task.CompletedTask;
    }

    public Task StartFaulty()
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                stagehand.Note($"fault {++_ticks}");
                throw new InvalidOperationException("out of beat");
            },
            Period,
            Period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task Settle() => Task.CompletedTask;

    public async Task WaitAt(string door)
    {
        await stagehand.Pass(door);
        stagehand.Note($"through {door}");
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Task Tick(string name, CancellationToken cancellationToken)
    {
        stagehand.Note($"{name} {++_ticks}");
        return Task.CompletedTask;
    }
}

public interface INobodysGrain : IGrainWithStringKey;
