using System.Diagnostics.Metrics;

namespace Stations.Server.Access;

/// <summary>
/// Makes and compares slow hashes: on half of the cores at most, never on the thread that reads the sockets, and with a bounded number waiting.
/// What people choose takes a hundred times as long and has one core of its own, so that nobody who guesses it keeps nodes waiting.
/// </summary>
public sealed class SlowWork : IDisposable
{
    /// <summary>Who would wait longer than this many others (some 2 s) had better come again.</summary>
    public const int MaxWaiting = 2000;

    /// <summary>The same for people.</summary>
    public const int MaxPeopleWaiting = 20;

    private readonly SemaphoreSlim person = new(1);
    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int waiting;
    private int peopleWaiting;
    private long done;

    public SlowWork(IMeterFactory meters) =>
        meters.Create("Stations.Access").CreateObservableCounter("stations.access.hashes", () => Done, description: "Slow hashes computed");

    /// <summary>How many were computed.</summary>
    public long Done => Volatile.Read(ref done);

    public Task<string> Make(ReadOnlyMemory<byte> secret, string? like = null) => Do(() => PasswordHash.Make(secret.Span, like), places);

    /// <summary>Which of the hashes the secret fits; null if none does. The same work whether there is one or not.</summary>
    public Task<string?> Match(ReadOnlyMemory<byte> secret, string? hash, string? other = null) =>
        Do(() => PasswordHash.Match(secret.Span, hash ?? PasswordHash.Nobody, other), places);

    public Task<string> MakeChosen(ReadOnlyMemory<byte> secret) => ForPerson(() => PasswordHash.MakeChosen(secret.Span));

    /// <inheritdoc cref="Match"/>
    public Task<string?> MatchChosen(ReadOnlyMemory<byte> secret, string? hash) => ForPerson(() => PasswordHash.Match(secret.Span, hash ?? PasswordHash.NobodyWhoChose, null));

    /// <summary>False while too many wait: for work that a stranger asked for.</summary>
    public bool HasRoom => Volatile.Read(ref waiting) < MaxWaiting;

    /// <inheritdoc cref="HasRoom"/>
    public bool HasRoomForPeople => Volatile.Read(ref peopleWaiting) < MaxPeopleWaiting;

    public void Dispose()
    {
        places.Dispose();
        person.Dispose();
    }

    private async Task<T> ForPerson<T>(Func<T> work)
    {
        Interlocked.Increment(ref peopleWaiting);
        try
        {
            return await Do(work, person);
        }
        finally
        {
            Interlocked.Decrement(ref peopleWaiting);
        }
    }

    private async Task<T> Do<T>(Func<T> work, SemaphoreSlim places)
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
