namespace Stations.Server.Api;

/// <summary>What operators tell a grain, and may tell it twice.</summary>
internal static class Insist
{
    /// <summary>How long whoever asks waits until told to look at /readyz.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Once more if the server that had the grain left or was lost meanwhile: it answers elsewhere then.</summary>
    /// <exception cref="TimeoutException">It may still be done later.</exception>
    public static Task On(Func<ValueTask> call, TimeProvider clock, CancellationToken cancellation) => Twice(call).WaitAsync(Patience, clock, cancellation);

    private static async Task Twice(Func<ValueTask> call)
    {
        try
        {
            await call();
        }
        catch (Exception lost) when (lost is TimeoutException or Orleans.Runtime.OrleansException)
        {
            await call();
        }
    }
}
