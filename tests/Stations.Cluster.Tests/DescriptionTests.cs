using Stations.Grains;
using Stations.Journal;
using Stations.Journal.Postgres;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Cluster;
using Stations.Tests;

namespace Stations.Cluster.Tests;

public sealed class DescriptionTests : IAsyncDisposable
{
    private readonly JournalOptions options = new("unused")
    {
        Store = PostgresAddress.TryParse(PostgresServer.Shared.CreateDatabase(), out var address, out _) ? address : null,
        Server = "one",
    };

    private readonly EventJournal journal;
    private readonly StationInfo station = StationInfo.Unnamed(new StationId("east", "s1"));

    public DescriptionTests()
    {
        journal = new EventJournal(options, TimeProvider.System);
        journal.Open();
    }

    public ValueTask DisposeAsync() => journal.DisposeAsync();

    [Fact]
    public async Task What_one_server_is_told_of_a_station_another_reads_once()
    {
        var state = new GrainState<StationState>(new StationState { Info = station with { Hours = "24/7" } });
        await Write(state);
        using var reader = new JournalReader(options.Store!);
        var descriptions = new Descriptions(new Lazy<JournalReader>(reader));
        Assert.Equal("24/7", Read(descriptions)?.Hours);
        Assert.Null(Read(descriptions));

        state.State.Info = station with { Hours = "07:00-22:00" };
        await Write(state);
        Assert.Equal("07:00-22:00", Read(descriptions)?.Hours);
        Assert.Null(Read(descriptions));
    }

    private Task Write(GrainState<StationState> state) =>
        new JournalStorage(journal).WriteStateAsync("station", GrainId.Create("station", station.Id.ToString()), state);

    private StationInfo? Read(Descriptions descriptions) => descriptions.ReadChanged().SingleOrDefault(read => read.Id == station.Id);
}
