using Orleans.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Stations.Tests.Engine;

/// <summary>The engine under test: one silo of Orleans in this process.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _stopped;

    private EngineHost(IHost host) => _host = host;

    public Stagehand Stagehand => _host.Services.GetRequiredService<Stagehand>();

    public ManualClock Clock => _host.Services.GetRequiredService<ManualClock>();

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<EngineHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<Stagehand>();
        builder.Services.AddSingleton<ManualClock>();
        builder.Services.AddKeyedSingleton<TimeProvider>("Orleans.Grains", static (provider, _) => provider.GetRequiredService<ManualClock>());
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(Ports.Free(), Ports.Free());
            silo.AddMemoryGrainStorage("memory");

            // As a server's silo has it: a call that meets a grain which is just leaving goes on to its next life.
            silo.Configure<SiloMessagingOptions>(options => options.MaxForwardCount = 10);
        });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new(host);
    }

    public Task LetIdleGrainsGoAsync() => Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);

    public Task StopAsync()
    {
        _stopped = true;
        return _host.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await StopAsync();
        }

        _host.Dispose();
    }
}
