using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Tests;

namespace Stations.EndToEnd.Running;

/// <summary>The built server as a process, with ports and data of its own. It can be stopped, killed and started again on the same data.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly string[] options;
    private ChildProcess? process;

    private ServerProcess(string[] options)
    {
        (HttpPort, MqttPort, this.options) = (Ports.Free(), Ports.Free(), options);
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}"), Timeout = Watched.Patience };
    }

    public int HttpPort { get; }

    public int MqttPort { get; }

    public string DataFolder => folder.File("data");

    public HttpClient Http { get; }

    public string Token => File.ReadAllText(Path.Combine(DataFolder, "operator-token")).Trim();

    public ChildProcess Process => process ?? throw new InvalidOperationException("The server does not run.");

    private IEnumerable<string> Arguments => [$"--Http:Address=127.0.0.1:{HttpPort}", $"--Mqtt:Address=127.0.0.1:{MqttPort}", $"--Data:Folder={DataFolder}", .. options];

    public static async Task<ServerProcess> Started(params string[] options)
    {
        var server = new ServerProcess(options);
        try
        {
            await server.Start();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>One into which everybody may publish.</summary>
    public static Task<ServerProcess> Open(params string[] more) => Started(["--Mqtt:Anonymous=true", "--Enrolment:Auto=true", .. more]);

    /// <summary>With the demo's districts, all their stations and devices already there.</summary>
    public static async Task<ServerProcess> Demo(params string[] more)
    {
        var server = await Started(["--demo", .. more]);
        await using var stream = await server.Stream("include=stations,devices");
        await stream.All((stations, devices) => stations.Count >= 26 && devices.Count >= 190, "the demo's stations", TimeSpan.FromMinutes(1));
        return server;
    }

    /// <summary>Waits until it is ready.</summary>
    public Task Start()
    {
        Begin();
        return IsReady();
    }

    /// <summary>Does not wait for anything.</summary>
    public void Begin() => process = ChildProcess.StartDotnet(Built.Server, Arguments);

    public async Task IsReady()
    {
        await Process.Line(line => line.Contains("  data  ", StringComparison.Ordinal), "the greeting");
        using var ready = await Http.GetAsync(new Uri("/readyz", UriKind.Relative));
        Assert.True(ready.IsSuccessStatusCode, $"/readyz: {ready.StatusCode}");
    }

    /// <summary>As an operating system stops it; it must end well.</summary>
    public async Task Stop()
    {
        Process.Signal("TERM");
        Assert.Equal(0, await Process.Exit());
        await Forget();
    }

    /// <summary>As a power cut stops it.</summary>
    public async Task Kill()
    {
        Process.Signal("KILL");
        await Process.Exit();
        await Forget();
    }

    /// <summary>Of a page.</summary>
    public string Address(string path) => $"http://127.0.0.1:{HttpPort}{path}";

    /// <summary>Of a page of the console, with the token that signs in, as in the link that the server prints.</summary>
    public string SignedIn(string path) => $"{Address(path)}#token={Token}";

    /// <param name="query">Such as <c>district=a&amp;include=devices</c>.</param>
    public Task<LiveStream> Stream(string query = "") => LiveStream.Open(Http, $"/api/v1/stream?{query}");

    /// <summary>Nobody in particular, over MQTT 5 unless told otherwise.</summary>
    public Task<MqttClient> Connect(MqttClientOptions? wanted = null) =>
        MqttClient.ConnectAsync((wanted ?? new()) with { Port = MqttPort, ConnectTimeout = Watched.Patience }, TestContext.Current.CancellationToken);

    /// <summary>As nobody in particular.</summary>
    public async Task Publish(string topic, byte[] payload)
    {
        await using var device = await Connect();
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(topic, payload));
    }

    public Task<MqttClient> ConnectAs(string userName, string password, MqttClientOptions? wanted = null) =>
        Connect((wanted ?? new()) with { UserName = userName, Password = Encoding.UTF8.GetBytes(password) });

    /// <summary>A node's password.</summary>
    public async Task<string> Enrol(string district, string node)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/nodes") { Content = JsonContent.Create(new { district, node }) };
        return (await Send(request)).GetProperty("password").GetString()!;
    }

    public async Task<JsonElement> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request);
    }

    /// <summary>One sample of the metrics; 0 while there is none.</summary>
    public async Task<long> Metric(string sample)
    {
        var page = await Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        return page.Split('\n').FirstOrDefault(line => line.StartsWith(sample + " ", StringComparison.Ordinal)) is { } line ? long.Parse(line[(sample.Length + 1)..]) : 0;
    }

    public async ValueTask DisposeAsync()
    {
        await Forget();
        Http.Dispose();
        folder.Dispose();
    }

    private async Task<JsonElement> Send(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        using var response = await Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{request.RequestUri}: {response.StatusCode}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task Forget()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
            process = null;
        }
    }
}
