namespace Stations.Tests.Mqtt;

internal static class Expectations
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Waits, but not for ever, and says what did not come.</summary>
    public static async Task<T> Expect<T>(this Task<T> task, string what)
    {
        try
        {
            return await task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Missing: {what}.", e);
        }
    }

    public static async Task Expect(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Missing: {what}.", e);
        }
    }
}
