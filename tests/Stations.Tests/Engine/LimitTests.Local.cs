using System.Diagnostics.Metrics;

namespace Stations.Tests.Engine;

/// <summary>What the local engine bounds: queues, idleness, the stop.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task A_call_too_many_is_refused_and_counted()
    {
        var refused = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Orleans.Local", Name: "grains.calls.refused" })
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref refused, value));
        listener.Start();
        await using var host = await EngineHost.StartAsync(options => options.MaxQueuedCallsPerGrain = 2);
        var grain = host.Grains.GetGrain<IDoorkeeper>("a");
        var running = grain.WaitAt("door");
        Task<string>[] waiting = [grain.Echo("1"), grain.Echo("2")];
        await Assert.ThrowsAsync<LimitExceededException>(() => grain.Echo("3"));
        Assert.Equal(1, Interlocked.Read(ref refused));
        host.Stagehand.Open("door");
        await host.Stagehand.Done(running, "passing the door");
        Assert.Equal(["1", "2"], await host.Stagehand.Answer(Task.WhenAll(waiting), "draining the queue"));
        Assert.Equal("4", await host.Stagehand.Answer(grain.Echo("4"), "room again"));
    }

    [Fact]
    public async Task A_grain_in_use_stays()
    {
        await using var host = await EngineHost.StartAsync();
        var grain = host.Grains.GetGrain<IDoorkeeper>("a");
        for (var minute = 0; minute < 20; minute++)
        {
            Assert.Equal(1, await grain.Life());
            host.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_timer_keeps_its_grain_only_if_told_to(bool keepAlive)
    {
        await using var host = await EngineHost.StartAsync();
        var grain = host.Grains.GetGrain<IMetronome>("a");
        await grain.Start("tick", interleave: false, keepAlive);
        await host.LetIdleGrainsGoAsync();
        Assert.Equal(keepAlive, !host.Stagehand.Diary.Contains("left a", StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_stop_waits_only_so_long()
    {
        await using var host = await EngineHost.StartAsync();
        var hung = host.Grains.GetGrain<IDoorkeeper>("a").WaitAt("door");
        await host.Grains.GetGrain<IDoorkeeper>("b").Echo("x");
        var stop = host.StopAsync();
        Assert.False(stop.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        await host.Stagehand.Done(stop, "stopping");
        await host.Stagehand.Read("left b 1");
        Assert.False(hung.IsCompleted);
    }

    [Fact]
    public async Task A_stopped_engine_refuses_calls()
    {
        await using var host = await EngineHost.StartAsync();
        var known = host.Grains.GetGrain<IDoorkeeper>("a");
        await known.Echo("x");
        await host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => known.Echo("y"));
        await Assert.ThrowsAsync<SiloUnavailableException>(() => host.Grains.GetGrain<IDoorkeeper>("b").Echo("z"));
    }
}
