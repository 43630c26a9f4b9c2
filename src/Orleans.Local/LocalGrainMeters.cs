using System.Diagnostics.Metrics;

namespace Orleans.Local;

/// <summary>What is counted, under the meter "Orleans.Local".</summary>
internal sealed class LocalGrainMeters : IDisposable
{
    private readonly Meter _meter = new("Orleans.Local");

    public LocalGrainMeters(LocalGrains grains)
    {
        Woken = _meter.CreateCounter<long>("grains.woken", "{grain}", "Grains started.");
        FailedToWake = _meter.CreateCounter<long>("grains.failed_to_wake", "{grain}", "Grains whose start threw.");
        Refused = _meter.CreateCounter<long>("grains.calls.refused", "{call}", "Calls that found their grain's queue full.");
        _meter.CreateObservableUpDownCounter("grains.awake", () => grains.AwakeGrains, "{grain}", "Grains in memory.");
    }

    public Counter<long> Woken { get; }

    public Counter<long> FailedToWake { get; }

    public Counter<long> Refused { get; }

    public void Dispose() => _meter.Dispose();
}
