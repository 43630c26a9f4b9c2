using System.Text.Json;

namespace DeviceSimulators.Truth;

/// <summary>A truth log as a file: JSON, a line each, in the order of time. Safe from any thread.</summary>
public sealed class TruthFile(string path) : IDisposable
{
    private readonly StreamWriter file = new(path, append: false) { AutoFlush = false };
    private readonly Lock gate = new();

    public void Write(List<TruthLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        lock (gate)
        {
            foreach (var line in lines)
            {
                file.WriteLine(JsonSerializer.Serialize(line, TruthJson.Default.TruthLine));
            }

            file.Flush();
        }
    }

    /// <summary>What is in it so far, in the order of time; a line that is being written is left out.</summary>
    /// <exception cref="JsonException">It is no truth log.</exception>
    public static IReadOnlyList<TruthLine> Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize(line, TruthJson.Default.TruthLine)!).OrderBy(line => line.At)];
    }

    public void Dispose() => file.Dispose();
}
