namespace Stations.Server.Api;

/// <summary>What operators tell a grain, and may tell it twice.</summary>
internal static class Insist
{
    /// <summary>How long whoever asks waits until told to look at /readyz.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="On{T}"/>
    public static Task On(Func<ValueTask> call, TimeProvider clock, CancellationToken cancellation) => On(
        async () =>
        {
            await call();
            return true;
        },
        clock,
        cancellation);

    /// <summary>Once more if the server that had the grain left or was lost meanwhile: it answers elsewhere then.</summary>
    /// <exception cref="TimeoutException">It may still be done later.</exception>
    public static Task<T> On<T>(Func<ValueTask<T>> call, TimeProvider clock, CancellationToken cancellation) => Twice(call).WaitAsync(Patience, clock, cancellation);

    private static async Task<T> Twice<T>(Func<ValueTask<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception lost) when (lost is TimeoutException or Orleans.Runtime.OrleansException)
        {
            return await call();
        }
    }
}
