using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Cluster;

namespace Stations.Cluster.Tests;

public sealed class DescriptionTests(TestCluster cluster)
{
    private readonly StationInfo station = StationInfo.Unnamed(new StationId("east", $"s{TestCluster.FreePort()}"));

    [Fact]
    public async Task What_one_server_is_told_of_a_station_another_reads_once()
    {
        var state = new GrainState<StationState>(new StationState { Info = station with { Hours = "24/7" } });
        await Write(state);
        var descriptions = new Descriptions(cluster.Options());
        Assert.Equal("24/7", Read(descriptions)?.Hours);
        Assert.Null(Read(descriptions));

        state.State.Info = station with { Hours = "07:00-22:00" };
        await Write(state);
        Assert.Equal("07:00-22:00", Read(descriptions)?.Hours);
        Assert.Null(Read(descriptions));
    }

    private Task Write(GrainState<StationState> state) =>
        cluster.First.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Journal).WriteStateAsync("station", GrainId.Create("station", station.Id.ToString()), state);

    private StationInfo? Read(Descriptions descriptions) => descriptions.ReadChanged().SingleOrDefault(read => read.Id == station.Id);
}
