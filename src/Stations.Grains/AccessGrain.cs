namespace Stations.Grains;

/// <param name="Number">Of the last change.</param>
/// <param name="IsWhole">These are all since the number that was asked with; otherwise anything may have changed.</param>
/// <param name="Nodes">Whose access changed.</param>
[GenerateSerializer, Immutable, Alias("access-changes")]
public sealed record AccessChanges([property: Id(0)] long Number, [property: Id(1)] bool IsWhole, [property: Id(2)] string[] Nodes);

/// <summary>The nodes whose access changed of late, for the servers to which they are connected. There is one, <see cref="Key"/>.</summary>
[Alias("access")]
public interface IAccessGrain : IGrainWithStringKey
{
    const string Key = "all";

    [Alias("changed")]
    ValueTask Changed(string node);

    /// <summary>What changed after this number.</summary>
    [Alias("since")]
    ValueTask<AccessChanges> Since(long number);
}

/// <summary>Remembers in memory only: one that begins anew says so, and each server then looks at all of its nodes.</summary>
[KeepAlive]
public sealed class AccessGrain(TimeProvider clock) : Grain, IAccessGrain
{
    public const int MaxChanges = 4096;

    private readonly Queue<string> nodes = new();
    private long last;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Beyond every number of an earlier activation: changes are rarer than milliseconds.
        last = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return Task.CompletedTask;
    }

    public ValueTask Changed(string node)
    {
        last++;
        nodes.Enqueue(node);
        if (nodes.Count > MaxChanges)
        {
            nodes.Dequeue();
        }

        return default;
    }

    public ValueTask<AccessChanges> Since(long number)
    {
        var isWhole = number >= last - nodes.Count && number <= last;
        return new(new AccessChanges(last, isWhole, isWhole ? [.. nodes.Skip(nodes.Count - (int)(last - number))] : []));
    }
}
