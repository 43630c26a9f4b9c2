using System.Text.Json;

namespace Stations.Benchmarks.Rolling;

/// <summary>Somebody with the page open: keeps a picture from the live stream and comes back with the last number when it breaks.</summary>
internal sealed class Rider(Uri stream, HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, string> picture = new(StringComparer.Ordinal);
    private string? lastId;

    /// <summary>The latest text of each station and device by its id; to be read once <see cref="Run"/> has returned.</summary>
    public IReadOnlyDictionary<string, string> Picture => picture;

    public int Connections { get; private set; }

    /// <summary>Attempts that nobody answered, or not with a stream.</summary>
    public int Refused { get; private set; }

    public int Snapshots { get; private set; }

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Follow(stop);
            }
            catch (Exception end) when (end is IOException or HttpRequestException or OperationCanceledException)
            {
                // Comes back below.
            }

            await Task.Delay(Retry, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Follow(CancellationToken stop)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, stream);
        if (lastId is not null)
        {
            question.Headers.Add("Last-Event-ID", lastId);
        }

        Refused++;
        using var answer = await http.SendAsync(question, HttpCompletionOption.ResponseHeadersRead, stop);
        answer.EnsureSuccessStatusCode();
        Refused--;
        Connections++;
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(stop));
        var (kind, id) = ("", lastId);
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            switch (line.Split(": ", 2))
            {
                case ["event", var named]:
                    (kind, id) = (named, lastId);
                    break;
                case ["id", var numbered]:
                    id = numbered;
                    break;
                case ["data", var data]:
                    Take(kind, data);
                    break;
                case [""]:
                    lastId = id;
                    break;
            }
        }
    }

    private void Take(string kind, string data)
    {
        using var json = JsonDocument.Parse(data);
        if (kind != "snapshot")
        {
            Keep(kind, json.RootElement);
            return;
        }

        if (json.RootElement.GetProperty("part").GetInt32() == 1)
        {
            Snapshots++;
            picture.Clear();
        }

        foreach (var one in json.RootElement.GetProperty("stations").EnumerateArray())
        {
            Keep("station", one);
        }

        foreach (var one in json.RootElement.GetProperty("devices").EnumerateArray())
        {
            Keep("device", one);
        }
    }

    private void Keep(string kind, JsonElement one) => picture[$"{kind} {one.GetProperty("id").GetString()}"] = one.GetRawText();
}
