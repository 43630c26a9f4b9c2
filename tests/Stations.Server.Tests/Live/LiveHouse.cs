using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Stations.Server.Live;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

/// <summary>A board and its frames, running on a clock that the test moves.</summary>
internal sealed class LiveHouse : IAsyncDisposable
{
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public LiveHouse() => Frames = new LiveFrames(Board, Clock, services.GetRequiredService<IMeterFactory>());

    public ManualClock Clock { get; } = new();

    public StationBoard Board { get; } = new();

    public LiveFrames Frames { get; }

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<LiveHouse> Start()
    {
        var house = new LiveHouse();
        await house.Frames.StartAsync(TestContext.Current.CancellationToken);
        return house;
    }

    /// <summary>Shows something and lets the frame with it, and the pause after it, pass.</summary>
    public async Task ShowInFrame(string device, long position)
    {
        Board.Show(Samples.Cooler(device, Now, position: position));
        await NextBeat();
    }

    /// <summary>Shows several things during the pause after a frame with <paramref name="before"/>, so that they come in the next frame together.</summary>
    public async Task ShowInOneFrame(string before, Action show)
    {
        Board.Show(Samples.Cooler(before, Now));
        await Clock.Armed(Beat).Within("the pause after the frame before");
        show();
        Clock.Advance(Beat);
        await NextBeat();
    }

    public async Task NextBeat()
    {
        await Clock.Armed(Beat).Within("the pause after a frame");
        Clock.Advance(Beat);
    }

    public async ValueTask DisposeAsync()
    {
        await Frames.StopAsync(TestContext.Current.CancellationToken);
        Frames.Dispose();
        await services.DisposeAsync();
    }
}
