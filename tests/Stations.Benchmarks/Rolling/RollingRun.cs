using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Stations.Benchmarks.Rolling;

/// <summary>Devices speak, riders look on, and meanwhile servers are stopped, started, frozen or whatever the steps say.</summary>
internal sealed class RollingRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private readonly TimeProvider clock;
    private readonly Dictionary<string, Member> members;
    private readonly Fleet fleet;
    private readonly JournalWatch journal;
    private readonly Rider[] riders;
    private readonly Poller[] pollers;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly HttpClient streams = new() { Timeout = Timeout.InfiniteTimeSpan };

    public RollingRun(string folder, int devices, int rate, int riders, TimeProvider clock)
    {
        this.clock = clock;
        string[] others = ["postgres", "mosquitto", "simulators"];
        members = Directory.EnumerateFiles(folder, "*.pid").Select(file => Path.GetFileNameWithoutExtension(file)).Except(others)
            .ToDictionary(name => name, name => new Member(folder, name, clock));
        var broker = Gateway.Setting("Broker:Address").Split(':');
        fleet = new Fleet(broker[0], int.Parse(broker[1], null), devices, rate, clock);
        journal = new JournalWatch(Gateway.Setting("Data:Store"), fleet, clock);
        this.riders = [.. Enumerable.Range(0, riders).Select(_ => new Rider(Url("/api/v1/stream"), streams, clock))];
        var token = File.ReadAllText(Path.Combine(Gateway.Setting("Data:Folder"), "operator-token")).Trim();
        var turn = 0;
        pollers =
        [
            new("GET stations", () => new(HttpMethod.Get, Url("/api/v1/stations?limit=100")), http, TimeSpan.FromMilliseconds(50), clock),
            new("GET device", () => new(HttpMethod.Get, Url($"/api/v1/devices/{Fleet.Id(turn++ % devices)}")), http, TimeSpan.FromMilliseconds(50), clock),
            new("GET history", () => As(token, HttpMethod.Get, $"/api/v1/devices/{Fleet.Id(turn++ % devices)}/history?field=hot_c&resolution=raw"), http, TimeSpan.FromMilliseconds(500), clock),
            new("PUT station", () => Describe(turn++ % 20, token), http, TimeSpan.FromMilliseconds(100), clock),
        ];
    }

    private Member Gateway => members["gateway"];

    /// <returns>False if anything was lost, applied twice, written by a second writer, or is not shown as it is.</returns>
    public async Task<bool> Run(IReadOnlyList<string> steps, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var following = Task.Run(() => journal.Run(end.Token), cancellation);
        var speaking = Task.Run(() => fleet.Run(silence.Token), cancellation);
        await Wait(Settling, cancellation);
        var looking = Task.WhenAll([.. riders.Select(rider => rider.Run(end.Token)), .. pollers.Select(poller => poller.Run(end.Token))]);
        await Wait(Settling, cancellation);
        Report("before");
        foreach (var step in steps)
        {
            var what = await Do(step.Split(' '), cancellation);
            await Wait(Settling, cancellation);
            await Revive(cancellation);
            Report($"{step}: {what}");
        }

        await silence.CancelAsync();
        await speaking.WaitAsync(Patience, clock, cancellation);
        var result = journal.Compare();
        for (var began = clock.GetTimestamp(); result.Lost > 0 && clock.GetElapsedTime(began) < Patience; result = journal.Compare())
        {
            await Wait(TimeSpan.FromSeconds(1), cancellation);
        }

        await Wait(TimeSpan.FromSeconds(3), cancellation);
        var truth = await Shown(cancellation);
        await end.CancelAsync();
        await Task.WhenAll(looking, following);
        var different = riders.Count(rider => !Same(rider.Picture, truth));
        var behind = Enumerable.Range(0, fleet.Devices).Count(device => truth.GetValueOrDefault($"device {Fleet.Id(device)}")?.Contains($"\"total_l\":{fleet.Sent(device)}", StringComparison.Ordinal) != true);
        Say($"messages: {Enumerable.Range(0, fleet.Devices).Sum(fleet.Sent)} sent, {fleet.Refused} not taken by the broker, {result}");
        Say($"riders: {riders.Length}, {riders.Sum(rider => rider.Connections)} connections, {riders.Sum(rider => rider.Refused)} in vain, {riders.Sum(rider => rider.Snapshots)} snapshots, {different} with another picture than GET; devices not shown as they said last: {behind}");
        return result is { Lost: 0, Twice: 0, Stale: 0 } && different == 0 && behind == 0;
    }

    public void Dispose()
    {
        http.Dispose();
        streams.Dispose();
    }

    private async Task<string> Do(string[] step, CancellationToken cancellation)
    {
        switch (step)
        {
            case ["restart", var name]:
                var stopped = await members[name].Stop(Signal.Term, Patience, cancellation);
                var up = await members[name].Start(http, Patience, cancellation);
                return $"stopped in {stopped.TotalSeconds:0.0} s, ready {up.TotalSeconds:0.0} s after its start";
            case ["kill", var name, .. var seconds]:
                await members[name].Stop(Signal.Kill, Patience, cancellation);
                await Wait(TimeSpan.FromSeconds(seconds is [var pause] ? int.Parse(pause, null) : 0), cancellation);
                var again = await members[name].Start(http, Patience, cancellation);
                return $"ready {again.TotalSeconds:0.0} s after its start";
            case ["freeze", var name, var seconds]:
                members[name].Send(Signal.Stop);
                await Wait(TimeSpan.FromSeconds(int.Parse(seconds, null)), cancellation);
                members[name].Send(Signal.Continue);
                return "goes on";
            case ["wait", var seconds]:
                await Wait(TimeSpan.FromSeconds(int.Parse(seconds, null)), cancellation);
                return "waited";
            default:
                using (var shell = Process.Start("/bin/sh", ["-c", string.Join(' ', step)]))
                {
                    await shell.WaitForExitAsync(cancellation);
                    return $"ended with {shell.ExitCode}";
                }
        }
    }

    /// <summary>Does what whoever watches over servers does: starts one that ended.</summary>
    private async Task Revive(CancellationToken cancellation)
    {
        foreach (var member in members.Values.Where(member => !member.IsRunning))
        {
            Say($"{member.Name} ended and is started anew");
            await member.Start(http, Patience, cancellation);
        }
    }

    private void Report(string what)
    {
        Say($"{what}; {journal.Applied} applied, slowest way into the journal {journal.TakeSlowest().TotalSeconds:0.00} s");
        foreach (var poller in pollers)
        {
            Say($"   {poller.Take()}");
        }
    }

    private HttpRequestMessage Describe(int number, string token) =>
        As(token, HttpMethod.Put, $"/api/v1/stations/described:t{number:000}", new StringContent("""{"name":"described"}""", Encoding.UTF8, "application/json"));

    private HttpRequestMessage As(string token, HttpMethod method, string question, HttpContent? body = null) =>
        new(method, Url(question)) { Headers = { { "Authorization", $"Bearer {token}" } }, Content = body };

    private static bool Same(IReadOnlyDictionary<string, string> picture, Dictionary<string, string> truth)
    {
        var first = truth.FirstOrDefault(pair => picture.GetValueOrDefault(pair.Key) != pair.Value);
        if (first.Key is not null)
        {
            Say($"   GET  {first.Value}{Environment.NewLine}   seen {picture.GetValueOrDefault(first.Key)}");
        }

        return first.Key is null && picture.Count == truth.Count;
    }

    private async Task<Dictionary<string, string>> Shown(CancellationToken cancellation)
    {
        var shown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (noun, kind, limit) in new[] { ("stations", "station", 100), ("devices", "device", 500) })
        {
            string? next = "";
            while (next is not null)
            {
                var page = await http.GetFromJsonAsync<JsonElement>(Url($"/api/v1/{noun}?limit={limit}{(next.Length > 0 ? $"&cursor={Uri.EscapeDataString(next)}" : "")}"), cancellation);
                foreach (var one in page.GetProperty(noun).EnumerateArray())
                {
                    shown[$"{kind} {one.GetProperty("id").GetString()}"] = one.GetRawText();
                }

                next = page.GetProperty("next").GetString();
            }
        }

        return shown;
    }

    private Task Wait(TimeSpan time, CancellationToken cancellation) => Task.Delay(time, clock, cancellation);

    private Uri Url(string path) => new(Gateway.Web, path);

    private static void Say(string line) => Console.WriteLine(line);
}
