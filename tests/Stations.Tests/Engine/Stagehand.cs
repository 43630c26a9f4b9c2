using System.Collections.Concurrent;

namespace Stations.Tests.Engine;

/// <summary>What test grains and tests share: doors that a grain waits at and a test opens, and a diary in the order of events.</summary>
internal sealed class Stagehand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Door> _doors = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _diary = new();

    public string[] Diary => [.. _diary];

    public void Note(string line)
    {
        _diary.Enqueue(line);
        DoorOf(line).Arrived.TrySetResult();
    }

    /// <summary>Waits until the line is in the diary.</summary>
    public async Task Read(string line)
    {
        try
        {
            await DoorOf(line).Arrived.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Nobody noted \"{line}\"; the diary reads: {string.Join(", ", Diary)}.");
        }
    }

    /// <summary>For grains: notes the arrival and waits until the door is open.</summary>
    public Task Pass(string door)
    {
        Note($"at {door}");
        return DoorOf(door).Opened.Task;
    }

    public void Open(string door) => DoorOf(door).Opened.TrySetResult();

    /// <summary>Waits for an answer, but not for ever.</summary>
    public async Task<T> Answer<T>(Task<T> call, string phase)
    {
        await Done(call, phase);
        return await call;
    }

    /// <inheritdoc cref="Answer"/>
    public async Task Done(Task call, string phase)
    {
        try
        {
            await call.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!call.IsCompleted)
        {
            Assert.Fail($"No answer while {phase}; the diary reads: {string.Join(", ", Diary)}.");
        }
    }

    private Door DoorOf(string name) => _doors.GetOrAdd(name, static _ => new());

    private sealed class Door
    {
        public TaskCompletionSource Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
