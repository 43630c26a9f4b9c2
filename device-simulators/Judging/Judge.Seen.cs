using System.Globalization;
using System.Text.Json;

namespace DeviceSimulators.Judging;

public sealed partial class Judge
{
    /// <summary>So long a station's sum may differ from what its appliances are shown as: two events of one change.</summary>
    private const long SumMilliseconds = 2_000;

    private readonly Dictionary<string, SeenDevice> devices = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SeenStation> stations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> devicesAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> wrongSince = new(StringComparer.Ordinal);
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);
    private long events;
    private int wentBack;
    private double wrongSums;
    private (string Epoch, long Number) lastId = ("", 0);

    /// <summary>An event of the public stream, with <c>include=stations,devices,alarms</c>.</summary>
    /// <param name="at">When it came, epoch milliseconds.</param>
    /// <exception cref="JsonException">It is not an event of that stream.</exception>
    public void See(long at, StreamEvent news)
    {
        events++;
        Follow(at, news.Id);
        switch (news.Name)
        {
            case "device":
                See(at, JsonSerializer.Deserialize(news.Data.Span, SeenJson.Default.SeenDevice)!);
                break;
            case "station":
                See(at, JsonSerializer.Deserialize(news.Data.Span, SeenJson.Default.SeenStation)!);
                break;
            case "alarms":
                See(at, JsonSerializer.Deserialize(news.Data.Span, SeenJson.Default.SeenAlarms)!);
                break;
            case "snapshot":
                var snapshot = JsonSerializer.Deserialize(news.Data.Span, SeenJson.Default.SeenSnapshot)!;
                foreach (var device in snapshot.Devices)
                {
                    See(at, device);
                }

                foreach (var station in snapshot.Stations)
                {
                    See(at, station);
                }

                break;
        }
    }

    /// <summary>All that belongs to this moment was seen: what was changed must fit together.</summary>
    public void Pause(long at)
    {
        foreach (var station in touched)
        {
            if (SumsAreRight(station))
            {
                Forgive(station, at);
            }
            else
            {
                wrongSince.TryAdd(station, at);
            }
        }

        touched.Clear();
    }

    private void See(long at, SeenDevice device)
    {
        if (devices.TryGetValue(device.Id, out var before) && before.ReportedAt > device.ReportedAt)
        {
            wentBack++;
            Note(at, $"{device.Id} was shown as of {before.ReportedAt:HH:mm:ss.fff} and then as of {device.ReportedAt:HH:mm:ss.fff}");
        }

        devices[device.Id] = device;
        if (before?.Station != device.Station)
        {
            devicesAt.GetValueOrDefault(before?.Station ?? "")?.Remove(device.Id);
            (devicesAt.TryGetValue(device.Station, out var there) ? there : devicesAt[device.Station] = new(StringComparer.Ordinal)).Add(device.Id);
        }

        touched.Add(device.Station);
        Show(at, device.Id, device.Status);
        foreach (var slot in device.Slots ?? [])
        {
            Show(at, string.Create(CultureInfo.InvariantCulture, $"{device.Id}/{slot.Number}"), slot.Status);
        }
    }

    private void See(long at, SeenStation station)
    {
        if (stations.TryGetValue(station.Id, out var before) && before.Sequence > station.Sequence)
        {
            wentBack++;
            Note(at, $"{station.Id} was shown with change {before.Sequence} and then with {station.Sequence}");
        }

        stations[station.Id] = station;
        touched.Add(station.Id);
    }

    private void Show(long at, string name, string status)
    {
        var thing = Find(name);
        if (thing.Shown != status)
        {
            thing.Settle(at, this);
            thing.Show(status);
        }
    }

    /// <summary>The numbers of one run of the server only grow.</summary>
    private void Follow(long at, string id)
    {
        if (id.Split('-') is not [var epoch, var text] || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return;
        }

        if (epoch == lastId.Epoch && number <= lastId.Number)
        {
            wentBack++;
            Note(at, $"event {number} came after {lastId.Number}");
        }

        lastId = (epoch, number);
    }

    private bool SumsAreRight(string name) =>
        !stations.TryGetValue(name, out var station) || devicesAt.GetValueOrDefault(name, []).Select(id => devices[id]).Where(device => NeedOf(device) is not null)
            .GroupBy(device => NeedOf(device)!)
            .All(need => station.Needs.GetValueOrDefault(need.Key) is { } sum && (sum.Free, sum.Total) == (need.Sum(device => device.Free), need.Sum(device => device.Total)));

    private void Forgive(string station, long at)
    {
        if (wrongSince.Remove(station, out var since) && at - since > SumMilliseconds)
        {
            wrongSums += (at - since - SumMilliseconds) / 1000.0;
            Note(at, $"{station} had sums for {(at - since) / 1000.0:0.#} s that are not those of its appliances");
        }
    }

    private void FinishStations(long at)
    {
        foreach (var station in wrongSince.Keys.ToArray())
        {
            Forgive(station, at);
        }
    }

    private static string? NeedOf(SeenDevice device) => device.Kind switch
    {
        "charging_cabinet" when device.Values?.Mode == "swap" => null,
        "charging_cabinet" or "socket_pile" => "charge",
        "water_cooler" => "water",
        "station" => "rest",
        "parking_spot" or "parking_area" => "park",
        "microwave" => "heat_food",
        _ => null,
    };
}
