using System.Globalization;
using System.Text.Json;
using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Durability;

/// <summary>What the server remembers, asked as anybody may ask it, against what it acknowledged.</summary>
internal sealed class CutCheck(StationsPeer server, IReadOnlyList<CutDevice> devices, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(100);

    private readonly DateTimeOffset began = clock.GetUtcNow();

    /// <summary>Devices that show less than was acknowledged, or what was never sent.</summary>
    public async Task<int> CountWrongStates(CancellationToken cancellation)
    {
        var wrong = 0;
        foreach (var device in devices)
        {
            var shown = await server.ValueOf(device.Id, CutDevice.Field, cancellation) ?? -1;
            wrong += shown >= device.Acknowledged && shown <= device.Sent ? 0 : 1;
        }

        return wrong;
    }

    /// <summary>Of each device's messages since the beginning: how many history lacks, and how many it has more than once.</summary>
    public async Task<(long Lost, long Twice)> CompareHistory(CancellationToken cancellation)
    {
        var (lost, twice) = (0L, 0L);
        foreach (var device in devices)
        {
            var times = new int[device.Sent + 1];
            foreach (var value in await History(device, cancellation))
            {
                times[value]++;
            }

            lost += times.Take((int)device.Acknowledged + 1).Count(count => count == 0);
            twice += times.Count(count => count > 1);
        }

        return (lost, twice);
    }

    private async Task<List<long>> History(CutDevice device, CancellationToken cancellation)
    {
        await CatchUp(device, cancellation);
        var values = new List<long>();
        for (var cursor = ""; ;)
        {
            var page = await Page(device, cursor, cancellation);
            values.AddRange(page.GetProperty("points").EnumerateArray().Where(point => point.TryGetProperty("v", out _)).Select(point => point.GetProperty("v").GetInt64()));
            if (page.GetProperty("next").GetString() is not { } next)
            {
                return values;
            }

            cursor = $"&cursor={Uri.EscapeDataString(next)}";
        }
    }

    /// <summary>Until the answer says that it holds what was acknowledged before the question.</summary>
    private async Task CatchUp(CutDevice device, CancellationToken cancellation)
    {
        var asked = clock.GetUtcNow();
        while ((await Page(device, "", cancellation)).GetProperty("asOf").GetDateTimeOffset() < asked)
        {
            if (clock.GetUtcNow() - asked > Patience)
            {
                throw new BenchmarkException($"History is still behind after {Patience.TotalSeconds} s.");
            }

            await Task.Delay(Retry, clock, cancellation);
        }
    }

    private Task<JsonElement> Page(CutDevice device, string cursor, CancellationToken cancellation) => server.Ask(
        string.Create(
            CultureInfo.InvariantCulture,
            $"/api/v1/devices/{device.Id}/history?field={CutDevice.Field}&resolution=raw&from={began:yyyy-MM-ddTHH:mm:ssZ}&to={clock.GetUtcNow().AddMinutes(5):yyyy-MM-ddTHH:mm:ssZ}{cursor}"),
        cancellation);
}
