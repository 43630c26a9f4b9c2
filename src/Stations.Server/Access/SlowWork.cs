using System.Diagnostics.Metrics;

namespace Stations.Server.Access;

/// <summary>
/// Makes and compares slow hashes: on half of the cores at most, never on the thread that reads the sockets, and with a bounded number waiting.
/// </summary>
public sealed class SlowWork : IDisposable
{
    /// <summary>Who would wait longer than this many others (some 2 s) had better come again.</summary>
    public const int MaxWaiting = 2000;

    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int waiting;
    private long done;

    public SlowWork(IMeterFactory meters) =>
        meters.Create("Stations.Access").CreateObservableCounter("stations.access.hashes", () => Done, description: "Slow hashes computed");

    /// <summary>How many were computed.</summary>
    public long Done => Volatile.Read(ref done);

    public Task<string> Make(ReadOnlyMemory<byte> secret, string? like = null) => Do(() => PasswordHash.Make(secret.Span, like));

    /// <summary>Which of the hashes the secret fits; null if none does. The same work whether there is one or not.</summary>
    public Task<string?> Match(ReadOnlyMemory<byte> secret, string? hash, string? other = null) =>
        Do(() => PasswordHash.Match(secret.Span, hash ?? PasswordHash.Nobody, other));

    /// <summary>False while too many wait: for work that a stranger asked for.</summary>
    public bool HasRoom => Volatile.Read(ref waiting) < MaxWaiting;

    public void Dispose() => places.Dispose();

    private async Task<T> Do<T>(Func<T> work)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            await places.WaitAsync();
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        try
        {
            var result = await Task.Run(work);
            Interlocked.Increment(ref done);
            return result;
        }
        finally
        {
            places.Release();
        }
    }
}
