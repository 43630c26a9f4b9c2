using Stations.Journal;

namespace Stations.Tests.Journal;

public abstract class StateTableTests(StoreUnderTest store) : IDisposable
{
    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_written_state_is_there_after_a_restart()
    {
        string etag;
        await using (var journal = store.Open())
        {
            etag = await journal.States.Write("station/1", "layout", "six slots".Bytes(), etag: null);
        }

        await using var again = store.Open();
        var stored = again.States.Read("station/1", "layout");
        Assert.Equal("six slots".Bytes(), stored.Data);
        Assert.Equal(etag, stored.ETag);
        Assert.Equal(new StoredState(Data: null, ETag: null), again.States.Read("station/1", "other"));
    }

    [Fact]
    public async Task Only_the_holder_of_the_last_tag_may_write()
    {
        await using var journal = store.Open();
        var first = await journal.States.Write("k", "n", "1".Bytes(), etag: null);
        await Assert.ThrowsAsync<StateConflictException>(() => journal.States.Write("k", "n", "x".Bytes(), etag: null).AsTask());
        await journal.States.Write("k", "n", "2".Bytes(), first);
        await Assert.ThrowsAsync<StateConflictException>(() => journal.States.Write("k", "n", "x".Bytes(), first).AsTask());
        await Assert.ThrowsAsync<StateConflictException>(() => journal.States.Clear("k", "n", first).AsTask());
        Assert.Equal("2".Bytes(), journal.States.Read("k", "n").Data);
    }

    [Fact]
    public async Task A_tag_from_before_a_clear_never_fits_again()
    {
        await using var journal = store.Open();
        var first = await journal.States.Write("k", "n", "1".Bytes(), etag: null);
        var cleared = await journal.States.Clear("k", "n", first);
        Assert.Equal(new StoredState(Data: null, cleared), journal.States.Read("k", "n"));
        await journal.States.Write("k", "n", "2".Bytes(), cleared);
        await Assert.ThrowsAsync<StateConflictException>(() => journal.States.Write("k", "n", "x".Bytes(), first).AsTask());
    }

    [Fact]
    public async Task Two_writes_with_the_same_tag_in_one_commit_have_one_winner()
    {
        await using var journal = store.Open();
        var both = new[] { journal.States.Write("k", "n", "a".Bytes(), etag: null).AsTask(), journal.States.Write("k", "n", "b".Bytes(), etag: null).AsTask() };
        await Task.WhenAll(both).ContinueWith(_ => { }, TaskScheduler.Default).Within("both writes");
        Assert.Equal([TaskStatus.RanToCompletion, TaskStatus.Faulted], both.Select(write => write.Status));
        Assert.Equal("a".Bytes(), journal.States.Read("k", "n").Data);
    }
}
