using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Local;

namespace Stations.Tests.Engine;

/// <summary>The engine under test: Orleans.Local.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private static readonly TimeSpan IdleAge = TimeSpan.FromMinutes(3);

    private readonly ServiceProvider _services;
    private bool _stopped;

    private EngineHost(ServiceProvider services) => _services = services;

    public Stagehand Stagehand => _services.GetRequiredService<Stagehand>();

    public ManualClock Clock => _services.GetRequiredService<ManualClock>();

    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    public static Task<EngineHost> StartAsync() => StartAsync(_ => { });

    public static async Task<EngineHost> StartAsync(Action<LocalGrainOptions> configure)
    {
        var services = new ServiceCollection();
        services.AddSingleton<Stagehand>();
        services.AddSingleton<ManualClock>();
        services.AddSingleton<TimeProvider>(static provider => provider.GetRequiredService<ManualClock>());
        services.AddMemoryGrainStorage("memory");
        services.AddLocalGrains(options =>
        {
            options.Assemblies.Add(typeof(EngineHost).Assembly);
            options.IdleAge = IdleAge;
            configure(options);
        });
        var host = new EngineHost(services.BuildServiceProvider());
        foreach (var hosted in host._services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(TestContext.Current.CancellationToken);
        }

        return host;
    }

    public Task LetIdleGrainsGoAsync()
    {
        Clock.Advance(IdleAge + TimeSpan.FromMinutes(2));
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        _stopped = true;
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StopAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await StopAsync();
        }

        await _services.DisposeAsync();
    }
}
