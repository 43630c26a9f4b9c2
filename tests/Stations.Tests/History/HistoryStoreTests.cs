using System.Data.Common;
using Stations.Journal;
using Stations.Journal.History;
using Stations.Tests.Journal;

namespace Stations.Tests.History;

/// <summary>What a history promises, wherever it lies.</summary>
public abstract class HistoryStoreTests : IDisposable
{
    private readonly List<StoreUnderTest> images = [];

    protected HistoryStoreTests(StoreUnderTest place)
    {
        Place = place;
        Ownership = OpenJournal();
        Store = Open();
    }

    protected StoreUnderTest Place { get; }

    protected IHistoryStore Store { get; }

    protected Ownership Ownership { get; }

    protected static EventRange All => new(EventScope.All, "", 0, new EventKey(long.MaxValue, 0, 0));

    public void Dispose()
    {
        Store.Dispose();
        Place.Dispose();
        images.ForEach(image => image.Dispose());
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Blocks_come_back_by_kind_key_and_slot_in_the_order_of_arrival()
    {
        Store.Follow(5, [Loose(7, "a", "2"), Loose(6, "a", "1"), Loose(7, "b", "x"), Loose(7, "a", "3"), new(BlockKind.Merged, 7, "a".Bytes(), "y".Bytes())], []);

        Assert.Equal(["1", "2", "3"], Texts(Store.Read(BlockKind.Loose, "a".Bytes(), 0, 10)));
        Assert.Equal(["2", "3"], Texts(Store.Read(BlockKind.Loose, "a".Bytes(), 7, 7)));
        Assert.Equal(["y"], Texts(Store.Read(BlockKind.Merged, "a".Bytes(), 0, 10)));
        Assert.Equal([6L, 7L], Store.Slots(BlockKind.Loose, "a".Bytes(), 0, 10));
        Assert.Equal((6L, 7L, null), (Store.Oldest(BlockKind.Loose), Store.Oldest(BlockKind.Merged), Store.Oldest(BlockKind.Hours)));
        Assert.Equal(["6 a", "7 a"], Store.Places(BlockKind.Loose, before: 8, most: 2).Select(place => $"{place.Slot} {place.Key.Text()}"));
        Assert.Equal(["6 a"], Store.Places(BlockKind.Loose, before: 7, most: 9).Select(place => $"{place.Slot} {place.Key.Text()}"));
    }

    [Fact]
    public void Position_blocks_and_events_move_together_or_not_at_all()
    {
        Store.Follow(5, [Loose(1, "a", "1")], [Event(10, 5)]);

        var failure = Assert.Throws<InvalidOperationException>(() => Store.Follow(9, Failing(), [Event(20, 9)]));
        Assert.Equal("half way", failure.Message);
        Assert.Equal(5, Store.Position);
        using (var image = Image())
        {
            Assert.Equal("5: 1 | 5", Story(image));
        }

        Store.Follow(9, [Loose(1, "a", "2")], [Event(20, 9)]);
        using var after = Image();
        Assert.Equal("9: 1 2 | 9 5", Story(after));

        static IEnumerable<Block> Failing()
        {
            yield return Loose(1, "a", "2");
            throw new InvalidOperationException("half way");
        }
    }

    [Fact]
    public void An_event_that_comes_again_is_there_once()
    {
        Store.Follow(1, [], [Event(10, 1), Event(10, 1, ordinal: 1)]);
        Store.Follow(1, [], [Event(10, 1), Event(10, 1, ordinal: 1)]);

        Assert.Equal(2, Store.ReadEvents(All, 10).Count);
    }

    [Fact]
    public void A_change_replaces_all_or_nothing()
    {
        Store.Follow(1, [Loose(1, "a", "1"), Loose(1, "a", "2")], []);
        var ids = Store.Read(BlockKind.Loose, "a".Bytes(), 1, 1).ConvertAll(block => block.Id);

        Store.Change([ids[0]], [ids[1]], [new(BlockKind.Merged, 1, "a".Bytes(), "12".Bytes())]);

        Assert.Empty(Store.Read(BlockKind.Loose, "a".Bytes(), 1, 1));
        Assert.Equal(["12"], Texts(Store.Read(BlockKind.Merged, "a".Bytes(), 1, 1)));
        Assert.Equal(["2"], Texts(Store.Read(BlockKind.SetAside, "a".Bytes(), 1, 1)));
    }

    [Fact]
    public void A_damaged_block_has_no_bytes_and_a_damaged_event_is_left_out()
    {
        Store.Follow(1, [Loose(1, "a", "good"), Loose(2, "a", "evil")], [Event(10, 1), Event(11, 2)]);
        Run("UPDATE block SET bytes = 'e-il' WHERE slot = 2; UPDATE event SET kind = 99 WHERE position = 2");

        Assert.Equal(["good", "(damaged)"], Texts(Store.Read(BlockKind.Loose, "a".Bytes(), 1, 2)));
        Assert.Equal([1L], Store.ReadEvents(All, 10).Select(one => one.Key.Position));
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Store.ReadBlocks().Count()).Fault);
        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Store.ReadEvents().Count()).Fault);
    }

    [Fact]
    public void Forgetting_goes_in_steps_and_takes_the_oldest()
    {
        Store.Follow(1, Enumerable.Range(0, 25).Select(slot => Loose(slot, "a", "x")), Enumerable.Range(0, 25).Select(at => Event(at, at)));

        Assert.Equal([8, 8, 4, 0], Enumerable.Range(0, 4).Select(_ => Store.Forget(BlockKind.Loose, before: 20, most: 8)));
        Assert.Equal([10, 5, 0], Enumerable.Range(0, 3).Select(_ => Store.ForgetEvents(before: 15, most: 10)));

        Assert.Equal(Enumerable.Range(20, 5).Select(slot => (long)slot), Store.Slots(BlockKind.Loose, "a".Bytes(), 0, 100));
        Assert.Equal(15, Store.ReadEvents(All, 100)[^1].Key.At);
        Assert.Equal(10, Store.ReadEvents(All, 100).Count);
    }

    [Fact]
    public void Events_are_read_by_subject_place_and_area_the_newest_first_from_where_one_stopped()
    {
        Store.Follow(1, [], Enumerable.Range(1, 60).Select(n => new HistoryEvent(new EventKey(100 + n / 2, n, 0), $"s{n % 2}", $"p{n % 3}", $"a{n % 5}", n, 0)));

        Assert.Equal(Enumerable.Range(1, 60).Reverse(), Kinds(EventScope.All, ""));
        Assert.Equal(Enumerable.Range(1, 60).Reverse().Where(n => n % 2 == 1), Kinds(EventScope.Subject, "s1"));
        Assert.Equal(Enumerable.Range(1, 60).Reverse().Where(n => n % 3 == 1), Kinds(EventScope.Place, "p1"));
        Assert.Equal(Enumerable.Range(1, 60).Reverse().Where(n => n % 5 == 1), Kinds(EventScope.Area, "a1"));
        Assert.Equal([60, 59, 58], Store.ReadEvents(new EventRange(EventScope.All, "", 129, new EventKey(131, 0, 0)), 100).Select(one => one.Kind));

        IEnumerable<int> Kinds(EventScope scope, string name)
        {
            var before = new EventKey(long.MaxValue, 0, 0);
            while (Store.ReadEvents(new EventRange(scope, name, 0, before), 7) is { Count: > 0 } page)
            {
                before = page[^1].Key;
                foreach (var one in page)
                {
                    yield return one.Kind;
                }
            }
        }
    }

    [Fact]
    public void A_damaged_position_is_refused()
    {
        Store.Follow(77, [], []);
        Run("UPDATE progress SET position = 78");

        Assert.Equal(JournalFault.Damaged, Assert.Throws<JournalException>(() => Open()).Fault);
    }

    [Fact]
    public void A_store_that_refuses_changes_nothing_and_accepts_later()
    {
        Store.Follow(1, [Loose(1, "a", "1")], []);
        Fill();

        var refused = Assert.Throws<JournalException>(() => Store.Follow(2, [Loose(1, "a", new string('x', 1_000_000))], []));
        Assert.Equal(JournalFault.Unavailable, refused.Fault);
        Assert.Equal((1L, "1"), (Store.Position, string.Join(' ', Texts(Store.Read(BlockKind.Loose, "a".Bytes(), 1, 1)))));

        MakeRoom();
        Store.Follow(2, [Loose(1, "a", "2")], []);
        Assert.Equal(["1", "2"], Texts(Store.Read(BlockKind.Loose, "a".Bytes(), 1, 1)));
    }

    /// <summary>An open connection on which the tables have the same names everywhere.</summary>
    protected abstract DbConnection Connect();

    /// <summary>What a crash at this moment would leave.</summary>
    protected abstract StoreUnderTest Crash();

    /// <summary>No block is taken from now on.</summary>
    protected abstract void Fill();

    protected abstract void MakeRoom();

    /// <summary>The history goes with its journal: whoever opens that becomes its owner. Returns whose it is.</summary>
    protected Ownership OpenJournal()
    {
        using var journal = Place.Options.OpenStore();
        return journal.Ownership;
    }

    protected IHistoryStore Open() => Open(Place, Ownership);

    protected static IHistoryStore Open(StoreUnderTest place, Ownership ownership)
    {
        var history = place.Options.NewHistory();
        try
        {
            history.Open(ownership);
            return history;
        }
        catch
        {
            history.Dispose();
            throw;
        }
    }

    protected static Block Loose(long hour, string key, string text) => new(BlockKind.Loose, hour, key.Bytes(), text.Bytes());

    protected static HistoryEvent Event(long at, long position, int ordinal = 0) => new(new EventKey(at, position, ordinal), "s", "p", "a", 10, 0);

    protected static IEnumerable<string> Texts(List<StoredBlock> blocks) => blocks.Select(block => block.Bytes is { } bytes ? ((ReadOnlyMemory<byte>)bytes).Text() : "(damaged)");

    protected static string Story(IHistoryStore store) =>
        $"{store.Position}: {string.Join(' ', Texts(store.Read(BlockKind.Loose, "a".Bytes(), 0, 10)))} | {string.Join(' ', store.ReadEvents(All, 10).Select(one => one.Key.Position))}";

    protected void Run(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private IHistoryStore Image()
    {
        images.Add(Crash());
        return Open(images[^1], Ownership);
    }
}
