using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Stations.Grains;
using Stations.Journal;
using Stations.Journal.Postgres;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Cluster.Tests;

/// <summary>
/// The worst that can happen to a cluster: two halves on one database that know nothing of each other, so that each activates the same device.
/// </summary>
public sealed class SplitBrainTests : IAsyncLifetime
{
    private static readonly DeviceId Cooler = new("east", "gw", "c1");
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly string database = PostgresServer.Shared.CreateDatabase();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-split-");
    private WebApplication left = null!;
    private WebApplication right = null!;

    public async ValueTask InitializeAsync()
    {
        left = await Servers.Start(database, folder, "left", "--Cluster:Id=left");
        right = await Servers.Start(database, folder, "right", "--Cluster:Id=right");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (WebApplication[])[right, left])
        {
            await server.StopAsync();
            await server.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_was_left_behind_is_refused_and_then_goes_on_with_what_the_other_wrote()
    {
        Assert.Equal(OutcomeKind.Applied, await Bear(left));
        Assert.Equal(OutcomeKind.Applied, await Tell(left, 2));
        Assert.Equal(OutcomeKind.Applied, await Tell(right, 3));

        await Assert.ThrowsAsync<KeyLostException>(() => Tell(left, 4));
        Assert.Equal(OutcomeKind.Applied, await Tell(left, 4));
        Assert.Equal(OutcomeKind.Duplicate, await Tell(left, 4));
        Assert.Equal(4, left.Services.GetRequiredService<StationBoard>().Find(Cooler)!.Device.Seq);

        await Assert.ThrowsAsync<KeyLostException>(() => Tell(right, 5));
        Assert.Equal(OutcomeKind.Duplicate, await Tell(right, 4));
        Assert.Equal([2, 3, 4], Written());
    }

    [Fact]
    public async Task A_device_that_is_torn_back_and_forth_has_each_message_once()
    {
        await Bear(left);
        var dice = new Random(17);
        var refused = 0;
        for (var seq = 2; seq <= 60; seq++)
        {
            while (true)
            {
                try
                {
                    await Tell(dice.Next(2) == 0 ? left : right, seq);
                    break;
                }
                catch (KeyLostException)
                {
                    refused++;
                }
            }
        }

        Assert.NotEqual(0, refused);
        Assert.Equal(Enumerable.Range(2, 59).Select(seq => (long)seq), Written());
    }

    /// <summary>It activates with what it sees on its board, so that a danger is shown.</summary>
    [Fact]
    public async Task Who_cannot_claim_a_device_writes_nothing_of_it()
    {
        await Bear(left);
        await Shows(right);
        await Sql(
            """
            ALTER FUNCTION stations.claim RENAME TO claim_as_it_was;
            CREATE FUNCTION stations.claim(integer, bytea[]) RETURNS TABLE (key bytea, servers integer[]) LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not now'; END $$
            """);
        await Assert.ThrowsAsync<KeyLostException>(() => Tell(right, 2));
        await Sql("DROP FUNCTION stations.claim; ALTER FUNCTION stations.claim_as_it_was RENAME TO claim");

        Assert.Equal(OutcomeKind.Applied, await Tell(left, 2));
        Assert.Equal(OutcomeKind.Applied, await Tell(right, 3));
        Assert.Equal([2, 3], Written());
    }

    private async Task Sql(string text)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(text, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static IDeviceGrain Grain(WebApplication server) => server.Services.GetRequiredService<IGrainFactory>().GetGrain<IDeviceGrain>(Cooler.ToString());

    private static async Task<OutcomeKind> Bear(WebApplication server)
    {
        var info = new DeviceInfo(Cooler, DeviceKind.WaterCooler, new StationId("east", "s1"), "饮水机", 0, "1.0.0");
        var birth = new DeviceBirth(info, Payload(1, "standby", 92.5));
        return (await Grain(server).Born(birth).AsTask().WaitAsync(Longest, TestContext.Current.CancellationToken)).Kind;
    }

    private static async Task<OutcomeKind> Tell(WebApplication server, int seq)
    {
        var message = new DeviceMessage();
        message.Set(Verb.Tele, isPromised: true, Payload(seq, "standby", 80 + (seq % 10)));
        return (await Grain(server).Observe(message).AsTask().WaitAsync(Longest, TestContext.Current.CancellationToken)).Kind;
    }

    private static byte[] Payload(int seq, string mode, double hot) => Encoding.UTF8.GetBytes(
        $$"""{"v":1,"boot":"boot-1","seq":{{seq}},"ts":{{TimeProvider.System.NowMilliseconds()}},"d":{"mode":"{{mode}}","hot_c":{{hot}} } }""");

    /// <summary>Waits until a server's board has the device.</summary>
    private static async Task Shows(WebApplication server)
    {
        using var listener = server.Services.GetRequiredService<LiveFrames>().Listen();
        while (server.Services.GetRequiredService<StationBoard>().Find(Cooler) is null)
        {
            await listener.Next(TestContext.Current.CancellationToken).WaitAsync(Longest, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The numbers of the messages that changed the device, in the order of both journals' positions.</summary>
    private List<long> Written()
    {
        Assert.True(PostgresAddress.TryParse(database, out var address, out _));
        using var reader = new JournalReader(address);
        var (found, parser) = (new SortedDictionary<long, long>(), new ReadingParser());
        reader.Load(_ => { }, committed =>
        {
            var record = DeviceRecord.Read(committed.Bytes.Span);
            if (record.Kind is DeviceRecord.RecordKind.Message && parser.TryParse(record.Payload, out _, out _))
            {
                found.Add(committed.Position, parser.Reading.Seq);
            }
        });
        return [.. found.Values];
    }
}
