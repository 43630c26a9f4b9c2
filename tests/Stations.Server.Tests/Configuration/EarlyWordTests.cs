using System.Text;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Tests.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Configuration;

/// <summary>What a device says that it is set to, and the birth of the life in which it says so: the one may overtake the other.</summary>
public sealed class EarlyWordTests : IAsyncLifetime
{
    private const string Fridge = "d1:n1:f1";

    private static readonly DeviceInfo Info = new(new("d1", "n1", "f1"), DeviceKind.LoveFridge, Samples.Station, "冰柜", 0, null);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-early-");
    private FollowingServer server = null!;

    private Config? Shown => server.Shown(Fridge)?.Config;

    public async ValueTask InitializeAsync() => server = await FollowingServer.Start(new JournalOptions(folder.FullName), new ManualClock());

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("boot-1")]
    [InlineData(null)]
    public async Task Before_the_first_birth_it_is_kept_until_then(string? boot)
    {
        Assert.Equal(OutcomeKind.Stranger, await Says(7, 4, boot, seq: 3));
        await IsBorn("boot-1", seq: 1);

        Assert.Equal((7, 4), (Shown!.Reported!.Version, Shown.Reported.Values["set_c"].Number));
        var answer = await server.Grain(Fridge).Desire(new ConfigRequest(Wanted(5), "ops", null)).AsTask().Within("the wish");
        Assert.Equal(8, answer.Config!.Version);
    }

    [Fact]
    public async Task Of_the_next_life_it_waits_for_that_ones_birth_and_is_durable_with_it()
    {
        await IsBorn("boot-1", seq: 1);
        await server.Grain(Fridge).Desire(new ConfigRequest(Wanted(5), "ops", null)).AsTask().Within("the wish");

        Assert.Equal(OutcomeKind.Stranger, await Says(1, 5, "boot-2", seq: 2));
        Assert.Equal(ConfigState.Pending, Shown!.State);
        await IsBorn("boot-2", seq: 1);

        Assert.Equal(ConfigState.InSync, Shown.State);
        await server.LetGo();
        Assert.Equal(OutcomeKind.Duplicate, await Says(1, 5, "boot-2", seq: 2));
    }

    [Fact]
    public async Task Of_a_life_that_is_over_it_changes_nothing()
    {
        await IsBorn("boot-1", seq: 1);
        await server.Grain(Fridge).Desire(new ConfigRequest(Wanted(5), "ops", null)).AsTask().Within("the wish");
        await IsBorn("boot-2", seq: 1);
        Assert.Equal(OutcomeKind.Applied, await Says(1, 5, "boot-2", seq: 2));

        Assert.Equal(OutcomeKind.Stranger, await Says(0, 8, "boot-1", seq: 9));
        await IsBorn("boot-2", seq: 3);
        await IsBorn("boot-3", seq: 1);

        Assert.Equal((ConfigState.InSync, "boot-2"), (Shown!.State, Shown.Reported!.Boot));
    }

    private static Dictionary<string, SettingValue> Wanted(double celsius) => new(StringComparer.Ordinal) { ["set_c"] = new(Number: celsius) };

    private async Task<OutcomeKind> Says(long version, double celsius, string? boot, long seq)
    {
        var message = new DeviceMessage();
        message.Set(Verb.Reported, isPromised: true, new Reported(version, Wanted(celsius), null, boot, seq).ToBytes());
        return (await server.Grain(Fridge).Configured(message).AsTask().Within("the device's word")).Kind;
    }

    private async Task IsBorn(string boot, long seq) => Assert.Equal(OutcomeKind.Applied, (await server.Grain(Fridge).Born(new DeviceBirth(
        Info, Encoding.UTF8.GetBytes($$$"""{"v":1,"boot":"{{{boot}}}","seq":{{{seq}}},"ts":1714550400000,"full":true,"d":{"temperature_c":4}}"""))).AsTask().Within("the birth")).Kind);
}
