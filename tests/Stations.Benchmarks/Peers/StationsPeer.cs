using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stations.Tests;

namespace Stations.Benchmarks.Peers;

/// <summary>The server of this repository, with its journal in SQLite if the options do not say otherwise.</summary>
/// <param name="edition">Built before; null: as the benchmarks are.</param>
internal sealed class StationsPeer(TimeProvider clock, IReadOnlyList<string>? options = null, string? cores = null, string? edition = null) : Peer(clock, cores)
{
    private const string AppliedMetric = "stations_ingest_messages_total{outcome=\"applied\"} ";
    private const string Dll = "Stations.Server.dll";

    private readonly int httpPort = Ports.Free();
    private readonly HttpClient http = new();
    private string? token;

    public const string PeerName = "Stations";

    public override string Name => PeerName;

    protected override IReadOnlyList<string> CommandLine =>
    [
        "dotnet", FindServer(edition), $"--Http:Address=127.0.0.1:{httpPort}", $"--Mqtt:Address=127.0.0.1:{Port}",
        "--Mqtt:Anonymous=true", "--Enrolment:Auto=true", $"--Data:Folder={Folder}", .. options ?? [],
    ];

    public override async Task<long?> Applied(CancellationToken cancellation)
    {
        var metrics = await Metrics(cancellation);
        var line = metrics.Split('\n').Single(line => line.StartsWith(AppliedMetric, StringComparison.Ordinal));
        return (long)double.Parse(line[AppliedMetric.Length..].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Everything that it counts, as text.</summary>
    public Task<string> Metrics(CancellationToken cancellation) => http.GetStringAsync(Url("/metrics"), cancellation);

    /// <summary>What the server shows of a device; null when it does not know the device or the value.</summary>
    public async Task<double?> ValueOf(string deviceId, string field, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(Url($"/api/v1/devices/{deviceId}"), cancellation);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))?["values"]?[field]?.GetValue<double>()
            : null;
    }

    /// <summary>The server answers, and knows the device.</summary>
    public async Task<bool> Has(string deviceId, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(Url($"/api/v1/devices/{deviceId}"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>How many devices the server shows.</summary>
    public async Task<int> DeviceCount(CancellationToken cancellation) =>
        JsonNode.Parse(await http.GetStringAsync(Url("/api/v1/devices?limit=1"), cancellation))!["total"]!.GetValue<int>();

    /// <summary>As those who work here ask.</summary>
    /// <param name="question">Path and query.</param>
    public async Task<JsonElement> Ask(string question, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Url(question)) { Headers = { Authorization = new("Bearer", OperatorToken) } };
        using var answer = (await http.SendAsync(request, cancellation)).EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    /// <summary>Whoever has it is an administrator; there once it has started.</summary>
    public string OperatorToken => token ??= File.ReadAllText(Path.Combine(Folder, "operator-token")).Trim();

    public override async ValueTask DisposeAsync()
    {
        http.Dispose();
        await base.DisposeAsync();
    }

    protected override async Task<bool> IsReady(CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(Url("/readyz"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <param name="path">And query.</param>
    public Uri Url(string path) => new($"http://127.0.0.1:{httpPort}{path}");

    private static string FindServer(string? edition)
    {
        var folder = AppContext.BaseDirectory.Replace("Stations.Benchmarks", "Stations.Server", StringComparison.Ordinal);
        if (edition is not null && folder.IndexOf("artifacts/", StringComparison.Ordinal) is var at and >= 0)
        {
            folder = Path.Combine(folder[..at], "artifacts", edition, folder[folder.IndexOf("bin/", at, StringComparison.Ordinal)..]);
        }

        var server = folder + Dll;
        return File.Exists(server) ? server : throw new BenchmarkException($"{server} is not built.");
    }
}
