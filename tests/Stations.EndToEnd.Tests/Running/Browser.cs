using System.Text.Json;

namespace Stations.EndToEnd.Running;

/// <summary>A real Chromium with one page.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly ChildProcess process;

    private Browser(ChildProcess process) => this.process = process;

    public static async Task<Browser> Start() => new(await NodeScript.Start("browser.mjs", Tools.Need("chromium")));

    /// <summary>Starts anew as somebody else, with no memory of anything.</summary>
    public Task As(int width, int height, bool dark = false, bool script = true, (double Latitude, double Longitude)? position = null) => Ask("as", new
    {
        width,
        height,
        dark,
        script,
        position = position is { } at ? new { latitude = at.Latitude, longitude = at.Longitude } : null,
    });

    public Task Open(string url) => Ask("open", url);

    /// <summary>Another window of the same person, by number; the next one that is not there yet is opened.</summary>
    public Task Window(int number) => Ask("window", number);

    public Task Resize(int width, int height) => Ask("size", new[] { width, height });

    /// <param name="expression">JavaScript; waited for until it is true.</param>
    public Task Until(string expression) => Ask("until", expression);

    public Task<JsonElement> Read(string expression) => Ask("read", expression);

    public Task Click(string selector) => Ask("click", selector);

    public Task Type(string selector, string text) => Ask("type", new[] { selector, text });

    public Task Choose(string selector, string label) => Ask("choose", new[] { selector, label });

    public Task Press(string selector, string key) => Ask("press", new[] { selector, key });

    public Task Offline(bool isOffline) => Ask("offline", isOffline);

    /// <param name="pattern">A glob of addresses that are not answered any more.</param>
    public Task Block(string pattern) => Ask("block", pattern);

    /// <summary>A slow network and a slow processor from now on.</summary>
    public Task Slow() => Ask("slow", argument: null);

    /// <summary>Bytes that came over the air since <see cref="Slow"/>.</summary>
    public async Task<double> Weight() => (await Ask("weight", argument: null)).GetDouble();

    /// <summary>What WCAG 2.2 AA does not allow, as far as a program can tell.</summary>
    public async Task<string[]> Axe() => (await Ask("axe", argument: null)).Deserialize<string[]>()!;

    public Task Picture(string path) => Ask("picture", path);

    /// <summary>Exceptions that nothing on the page caught.</summary>
    public async Task<string[]> Faults() => (await Ask("faults", argument: null)).Deserialize<string[]>()!;

    public async ValueTask DisposeAsync()
    {
        process.CloseInput();
        await process.DisposeAsync();
    }

    private async Task<JsonElement> Ask(string act, object? argument)
    {
        var said = process.Lines;
        process.Say(JsonSerializer.Serialize(new[] { act, argument }));
        var answer = JsonDocument.Parse(await process.Line(line => line.StartsWith("{\"", StringComparison.Ordinal), $"an answer to {act}", said)).RootElement;
        Assert.False(answer.TryGetProperty("error", out var error), error.ToString());
        return answer.GetProperty("value");
    }
}
