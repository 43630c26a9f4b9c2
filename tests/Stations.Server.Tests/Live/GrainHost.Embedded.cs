using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Local;
using Stations.Grains;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

/// <summary>The engine that runs a server's grains. In this edition: Orleans.Local.</summary>
internal sealed class GrainHost : IAsyncDisposable
{
    private readonly Action<IServiceCollection> add;
    private ServiceProvider services = null!;

    private GrainHost(Action<IServiceCollection> add) => this.add = add;

    public IGrainFactory Grains => services.GetRequiredService<IGrainFactory>();

    /// <param name="add">What grains are made with.</param>
    public static async Task<GrainHost> Start(Action<IServiceCollection> add)
    {
        var host = new GrainHost(add);
        await host.Begin();
        return host;
    }

    /// <summary>All grains leave.</summary>
    public async Task LetGo()
    {
        await DisposeAsync();
        await Begin();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in services.GetServices<IHostedService>())
        {
            await part.StopAsync(CancellationToken.None).Within("the grains' end");
        }

        await services.DisposeAsync();
    }

    private async Task Begin()
    {
        var collection = new ServiceCollection();
        add(collection);
        services = collection.AddLocalGrains(options => options.Assemblies.Add(typeof(DeviceGrain).Assembly)).BuildServiceProvider();
        foreach (var part in services.GetServices<IHostedService>())
        {
            await part.StartAsync(TestContext.Current.CancellationToken);
        }
    }
}
