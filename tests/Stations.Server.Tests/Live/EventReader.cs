using System.Text;
using System.Text.Json.Nodes;
using Stations.Tests;

namespace Stations.Server.Tests.Live;

/// <summary>One event of a text/event-stream, or a comment (<see cref="Name"/> is then empty).</summary>
internal sealed record StreamEvent(string Name, string? Id, string Data, string? Comment)
{
    public JsonNode Json => JsonNode.Parse(Data)!;

    /// <summary>The number after the epoch.</summary>
    public long Sequence => long.Parse(Id!.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Reads Server-Sent Events as browsers do, and nothing that browsers would not.</summary>
internal sealed class EventReader(Stream stream) : IDisposable
{
    private readonly StreamReader lines = new(stream, Encoding.UTF8);

    public string? Retry { get; private set; }

    /// <summary>The next event or comment.</summary>
    public Task<StreamEvent> Next(string what) => Read().Within(what);

    /// <summary>The next event of that name.</summary>
    public async Task<StreamEvent> Next(string name, string what)
    {
        while (true)
        {
            var one = await Next($"{what} (event: {name})");
            if (one.Name == name)
            {
                return one;
            }
        }
    }

    /// <summary>All parts of a snapshot.</summary>
    public async Task<List<StreamEvent>> Snapshot(string what)
    {
        List<StreamEvent> parts = [await Next("snapshot", what)];
        while ((int)parts[^1].Json["part"]! < (int)parts[^1].Json["parts"]!)
        {
            parts.Add(await Next("snapshot", what));
        }

        return parts;
    }

    public void Dispose() => lines.Dispose();

    private async Task<StreamEvent> Read()
    {
        var (name, id, data, comment) = ("", (string?)null, "", (string?)null);
        while (true)
        {
            var line = await lines.ReadLineAsync() ?? throw new EndOfStreamException("The stream ended.");
            switch (line.Split(": ", 2))
            {
                case [""] when name.Length > 0 || comment is not null:
                    return new(name, id, data, comment);
                case [""]:
                    break;
                case ["", var text]:
                    comment = text;
                    break;
                case ["event", var text]:
                    name = text;
                    break;
                case ["id", var text]:
                    id = text;
                    break;
                case ["data", var text]:
                    data += text;
                    break;
                case ["retry", var text]:
                    Retry = text;
                    break;
                default:
                    Assert.Fail($"Not a line of an event stream: {line}");
                    break;
            }
        }
    }
}
