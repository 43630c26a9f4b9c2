using Stations.Model;

namespace Stations.Grains;

/// <summary>Those who wait at a station for one need, first come first served. Its key is the text of a <see cref="QueueId"/>.</summary>
[Alias("queue")]
public interface IQueueGrain : IGrainWithStringKey
{
    /// <summary>Takes the last place; the same place again changes nothing.</summary>
    [Alias("enter")]
    ValueTask<QueueAnswer> Enter([Immutable] QueuePlace place);

    [Alias("look")]
    ValueTask<QueueAnswer> Look(string id);

    /// <summary>Gives up a place, and what is offered for it.</summary>
    [Alias("leave")]
    ValueTask Leave(string id);

    /// <summary>How many wait, once what is free has been offered.</summary>
    [Alias("length")]
    ValueTask<int> Length();
}

public sealed class QueueState
{
    /// <summary>Of the state itself, in its store.</summary>
    public const string Name = "queue";

    /// <summary>In their order; with those to whom something is offered.</summary>
    public QueuePlace[] Places { get; set; } = [];
}
