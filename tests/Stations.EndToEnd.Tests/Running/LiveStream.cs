using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Stations.EndToEnd.Running;

/// <summary>The server's live stream as a page reads it: what is known now, and every device change in the order it came.</summary>
internal sealed class LiveStream : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly CancellationTokenSource leave = new();
    private readonly Watched watched = new();
    private readonly Task reading;
    private readonly Dictionary<string, StationSeen> stations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeviceSeen> devices = new(StringComparer.Ordinal);
    private readonly List<DeviceSeen> changes = [];
    private bool complete;

    private LiveStream(HttpResponseMessage response)
    {
        this.response = response;
        reading = Read();
    }

    public IReadOnlyList<DeviceSeen> Devices => watched.Read(() => devices.Values.ToArray());

    public IReadOnlyList<StationSeen> Stations => watched.Read(() => stations.Values.ToArray());

    /// <summary>Device changes after the snapshot, oldest first.</summary>
    public IReadOnlyList<DeviceSeen> Changes => watched.Read(() => changes.ToArray());

    /// <summary>Returns when the snapshot is complete.</summary>
    public static async Task<LiveStream> Open(HttpClient http, string path)
    {
        var answer = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
        var stream = new LiveStream(answer);
        await stream.Until(() => stream.complete, "a complete snapshot");
        return stream;
    }

    public Task Device(string id, Func<DeviceSeen, bool> wanted, string what, TimeSpan? patience = null) => watched.Until(
        () => devices.TryGetValue(id, out var device) && wanted(device), () => $"{id} {what}; it is {devices.GetValueOrDefault(id)}", patience);

    public Task Station(string id, Func<StationSeen, bool> wanted, string what) => watched.Until(
        () => stations.TryGetValue(id, out var station) && wanted(station), () => $"{id} {what}; it is {stations.GetValueOrDefault(id)}");

    /// <summary>Waits for a condition over everything that is known.</summary>
    public Task All(Func<IReadOnlyCollection<StationSeen>, IReadOnlyCollection<DeviceSeen>, bool> wanted, string what, TimeSpan? patience = null) => watched.Until(
        () => wanted(stations.Values, devices.Values),
        () => $"{what}; devices are {string.Join(", ", devices.Values.CountBy(device => $"{device.Connection}/{device.Status}"))}; stations are {string.Join(", ", stations.Keys)}",
        patience);

    /// <summary>Waits for a condition over the changes after the first <paramref name="skip"/>.</summary>
    public Task Changed(int skip, Func<IReadOnlyList<DeviceSeen>, bool> wanted, string what) => watched.Until(
        () => wanted(changes[skip..]), () => $"{what}; {changes.Count - skip} changes came");

    public async ValueTask DisposeAsync()
    {
        await leave.CancelAsync();
        await reading;
        response.Dispose();
        leave.Dispose();
    }

    private Task Until(Func<bool> condition, string what) => watched.Until(condition, () => what);

    private async Task Read()
    {
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(leave.Token);
            await foreach (var item in SseParser.Create(body).EnumerateAsync(leave.Token))
            {
                watched.Change(() => Take(item.EventType, item.Data));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // We left, or the server is gone: what was seen stays.
        }
    }

    private void Take(string kind, string data)
    {
        switch (kind)
        {
            case "snapshot":
                var snapshot = Parse<SnapshotSeen>(data);
                foreach (var station in snapshot.Stations)
                {
                    stations[station.Id] = station;
                }

                foreach (var device in snapshot.Devices)
                {
                    devices[device.Id] = device;
                }

                complete = snapshot.Part == snapshot.Parts;
                break;
            case "station":
                var newStation = Parse<StationSeen>(data);
                stations[newStation.Id] = newStation;
                break;
            case "device":
                var newDevice = Parse<DeviceSeen>(data);
                devices[newDevice.Id] = newDevice;
                changes.Add(newDevice);
                break;
            default:
                throw new InvalidDataException($"The stream sent an event '{kind}'.");
        }
    }

    private static T Parse<T>(string json) => JsonSerializer.Deserialize<T>(json, JsonSerializerOptions.Web)!;
}
