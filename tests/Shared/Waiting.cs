namespace Stations.Tests;

/// <summary>Every wait of a test ends, and says what it waited for.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(45);

    public static async Task<T> Within<T>(this Task<T> task, string what)
    {
        await ((Task)task).Within(what);
        return await task;
    }

    public static Task Within(this ValueTask task, string what) => task.AsTask().Within(what);

    public static async Task Within(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(Longest, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            Assert.Fail($"Waited {Longest.TotalSeconds} s in vain for {what}.");
        }
    }
}
