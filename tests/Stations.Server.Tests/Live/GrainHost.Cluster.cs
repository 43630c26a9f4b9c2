using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Serialization;
using Stations.Server.Cluster;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

/// <summary>The engine that runs a server's grains. In this edition: a silo of Orleans, that belongs to no cluster.</summary>
internal sealed class GrainHost : IAsyncDisposable
{
    private readonly IHost host;

    private GrainHost(IHost host) => this.host = host;

    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    /// <param name="add">What grains are made with.</param>
    public static async Task<GrainHost> Start(Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        add(builder.Services);

        // The clock is the grains'; Orleans' own is the machine's.
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
        builder.Services.AddSerializer(Wire.Configure);
        builder.UseOrleans(orleans => orleans.UseLocalhostClustering(Ports.Free(), Ports.Free()));
        var silo = builder.Build();
        await silo.StartAsync(TestContext.Current.CancellationToken).Within("the silo's start");
        return new(silo);
    }

    /// <summary>All grains leave.</summary>
    public Task LetGo() => Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero).Within("the grains' end");

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None).Within("the silo's end");
        host.Dispose();
    }
}
