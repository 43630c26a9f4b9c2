using System.Text.Json;

namespace Stations.EndToEnd.Running;

/// <summary>A real Chromium with one page.</summary>
internal sealed class Browser : IAsyncDisposable
{
    /// <summary>What the page shows is kept up to date.</summary>
    public const string Live = "['实时', 'Live'].includes(document.querySelector('.pill').textContent)";

    private readonly ChildProcess process;
    private bool isAsked;

    private Browser(ChildProcess process) => this.process = process;

    /// <summary>One that another test has left, or a new one.</summary>
    public static async Task<Browser> Start() => new(Browsers.Take() ?? await NodeScript.Start("browser.mjs", Tools.Need("chromium")));

    /// <summary>Goes on as somebody else, with no memory of anything.</summary>
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

    /// <summary>The same page in another size, by day or by night.</summary>
    public Task Look(int width, int height, bool dark = false) => Ask("look", new { width, height, dark });

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

    public Task Weigh() => Ask("weigh", argument: null);

    /// <summary>Bytes that came over the air since <see cref="Weigh"/>.</summary>
    public async Task<double> Weight() => (await Ask("weight", argument: null)).GetDouble();

    /// <summary>What WCAG 2.2 AA does not allow, as far as a program can tell.</summary>
    public async Task<string[]> Axe() => (await Ask("axe", argument: null)).Deserialize<string[]>()!;

    /// <summary>Left in <c>pictures</c> beside the tests.</summary>
    public Task Picture(string name) => Ask("picture", Path.Combine(AppContext.BaseDirectory, "pictures", $"{name}.png"));

    /// <summary>Exceptions that nothing on the page caught.</summary>
    public async Task<string[]> Faults() => (await Ask("faults", argument: null)).Deserialize<string[]>()!;

    public async ValueTask DisposeAsync()
    {
        if (isAsked)
        {
            await process.DisposeAsync();
        }
        else
        {
            await Ask("leave", argument: null);
            Browsers.Leave(process);
        }
    }

    private async Task<JsonElement> Ask(string act, object? argument)
    {
        var said = process.Lines;
        isAsked = true;
        process.Say(JsonSerializer.Serialize(new[] { act, argument }));
        var answer = JsonDocument.Parse(await process.Line(line => line.StartsWith("{\"", StringComparison.Ordinal), $"an answer to {act}", said)).RootElement;
        isAsked = false;
        Assert.False(answer.TryGetProperty("error", out var error), error.ToString());
        return answer.GetProperty("value");
    }
}
