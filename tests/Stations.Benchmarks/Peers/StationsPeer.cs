using System.Globalization;
using System.Text.Json.Nodes;

namespace Stations.Benchmarks.Peers;

/// <summary>The server of this repository with its journal in SQLite.</summary>
internal sealed class StationsPeer(TimeProvider clock, string? cores = null) : Peer(clock, cores)
{
    private const string AppliedMetric = "stations_ingest_messages_total{outcome=\"applied\"} ";
    private const string Dll = "Stations.Server.dll";

    private readonly int httpPort = FreePort();
    private readonly HttpClient http = new();

    public override string Name => "Stations";

    public string DataFolder => Folder;

    protected override IReadOnlyList<string> CommandLine =>
    [
        "dotnet", FindServer(), $"--Http:Address=127.0.0.1:{httpPort}", $"--Mqtt:Address=127.0.0.1:{Port}",
        "--Mqtt:Anonymous=true", "--Enrolment:Auto=true", $"--Data:Folder={Folder}",
    ];

    public override async Task<long?> Applied(CancellationToken cancellation)
    {
        var metrics = await http.GetStringAsync(Url("/metrics"), cancellation);
        var line = metrics.Split('\n').Single(line => line.StartsWith(AppliedMetric, StringComparison.Ordinal));
        return (long)double.Parse(line[AppliedMetric.Length..].Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>The <c>power_w</c> that the server shows of a device; null when it does not know the device or the value.</summary>
    public async Task<double?> PowerOf(string deviceId, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(Url($"/api/v1/devices/{deviceId}"), cancellation);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation))?["values"]?["power_w"]?.GetValue<double>()
            : null;
    }

    /// <summary>How many devices the server shows.</summary>
    public async Task<int> DeviceCount(CancellationToken cancellation) =>
        JsonNode.Parse(await http.GetStringAsync(Url("/api/v1/devices?limit=1"), cancellation))!["total"]!.GetValue<int>();

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

    private Uri Url(string path) => new($"http://127.0.0.1:{httpPort}{path}");

    private static string FindServer()
    {
        var here = AppContext.BaseDirectory;
        if (!here.Contains("release", StringComparison.OrdinalIgnoreCase))
        {
            throw new BenchmarkException("A debug build says nothing about speed: dotnet run -c Release --project tests/Stations.Benchmarks");
        }

        var server = here.Replace("Stations.Benchmarks", "Stations.Server", StringComparison.Ordinal) + Dll;
        return File.Exists(server) ? server : throw new BenchmarkException($"{server} is not built.");
    }
}
