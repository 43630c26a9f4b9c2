using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Stations.Server.Cluster;
using Stations.Tests;

namespace Stations.Cluster.Tests;

public sealed class StorageTests(TestCluster cluster)
{
    private readonly GrainId grain = GrainId.Create("test", $"grain-{Ports.Free()}");

    private IGrainStorage Storage => cluster.First.Services.GetRequiredKeyedService<IGrainStorage>("Default");

    private static GrainType Test => GrainType.Create("test");

    [Fact]
    public async Task What_was_never_written_does_not_exist()
    {
        var read = await Read(grain);
        Assert.Equal((false, null, ""), (read.RecordExists, read.ETag, Text(read)));
    }

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        var state = State("one");
        await Storage.WriteStateAsync("node", grain, state);
        Assert.Equal((true, "1"), (state.RecordExists, state.ETag));
        state.State.Settled = ["two"];
        await Storage.WriteStateAsync("node", grain, state);
        var read = await Read(grain);
        Assert.Equal((true, "2", "two"), (read.RecordExists, read.ETag, Text(read)));
    }

    [Fact]
    public async Task Who_was_overtaken_cannot_write()
    {
        var (stale, current) = (State("stale"), State("current"));
        await Storage.WriteStateAsync("node", grain, stale);
        await Storage.ReadStateAsync("node", grain, current);
        await Storage.WriteStateAsync("node", grain, current);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("node", grain, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("node", grain, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("node", grain, State("knew of none")));
        Assert.Equal("2", (await Read(grain)).ETag);
    }

    [Fact]
    public async Task Of_two_first_writes_at_once_one_succeeds()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            try
            {
                await Storage.WriteStateAsync("node", grain, State($"{number}"));
                return true;
            }
            catch (InconsistentStateException)
            {
                return false;
            }
        }));
        Assert.Single(results, written => written);
        Assert.Equal("1", (await Read(grain)).ETag);
    }

    [Fact]
    public async Task Who_was_left_behind_by_a_clear_cannot_write()
    {
        var (stale, current) = (State("stale"), State("current"));
        await Storage.WriteStateAsync("node", grain, stale);
        await Storage.ReadStateAsync("node", grain, current);
        await Storage.ClearStateAsync("node", grain, current);
        Assert.False(current.RecordExists);
        Assert.False((await Read(grain)).RecordExists);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("node", grain, stale));

        var anew = State("anew");
        await Storage.WriteStateAsync("node", grain, anew);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("node", grain, stale));
        Assert.Equal("anew", Text(await Read(grain)));
    }

    [Fact]
    public async Task Keys_of_every_kind_have_states_of_their_own()
    {
        var guid = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e");
        GrainId[] grains =
        [
            GrainId.Create(Test, GrainIdKeyExtensions.CreateGuidKey(guid)),
            GrainId.Create(Test, GrainIdKeyExtensions.CreateGuidKey(guid, "extension")),
            GrainId.Create(Test, GrainIdKeyExtensions.CreateIntegerKey(7)),
            GrainId.Create(Test, GrainIdKeyExtensions.CreateIntegerKey(7, "extension")),
            GrainId.Create("test", "驿站:7"),
        ];
        foreach (var one in grains)
        {
            await Storage.WriteStateAsync("keys", one, State(one.ToString()));
        }

        foreach (var one in grains)
        {
            var read = State("");
            await Storage.ReadStateAsync("keys", one, read);
            Assert.Equal((one.ToString(), "1"), (Text(read), read.ETag));
        }
    }

    private static GrainState<CaretakerState> State(string text) => new(new CaretakerState { Settled = [text] });

    private static string Text(GrainState<CaretakerState> state) => string.Concat(state.State.Settled);

    private async Task<GrainState<CaretakerState>> Read(GrainId id)
    {
        var state = State("not read");
        await Storage.ReadStateAsync("node", id, state);
        return state;
    }
}
