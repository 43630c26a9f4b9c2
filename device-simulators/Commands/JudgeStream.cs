using System.CommandLine;
using System.Text.Json;
using DeviceSimulators.Judging;
using DeviceSimulators.Truth;

namespace DeviceSimulators.Commands;

/// <summary><c>judge</c>: reads a server's public stream for a while and holds it against the truth that <c>run --truth</c> writes at the same time.</summary>
public sealed class JudgeStream
{
    private readonly TimeProvider wall;
    private readonly Option<string> truth = new("--truth") { Description = "the file that run --truth writes", Required = true };
    private readonly Option<Uri?> server = Arguments.Site("--server", "where the server's pages are", new Uri("http://127.0.0.1:5080"));
    private readonly Option<FileInfo> token = new Option<FileInfo>("--token-file") { Description = "file that holds a token for the server's API, such as data/operator-token: alarms are not for everybody", Required = true }.AcceptExistingOnly();
    private readonly Option<TimeSpan?> duration = Arguments.Duration("--duration", "how long to look", TimeSpan.FromMinutes(5));
    private readonly List<(long At, StreamEvent Event)> seen = [];

    private JudgeStream(TimeProvider wall) => this.wall = wall;

    public static Command Command(TimeProvider wall)
    {
        var judge = new JudgeStream(wall);
        var command = new Command("judge", "Hold what riders are shown against what is so: see run --truth.") { judge.truth, judge.server, judge.token, judge.duration };
        command.SetAction(judge.ExecuteAsync);
        return command;
    }

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken ct)
    {
        var stream = new Uri(parsed.GetValue(server)!, "/api/v1/stream?include=stations,devices,alarms");
        using var limit = new CancellationTokenSource(parsed.GetValue(duration)!.Value, wall);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var began = wall.GetTimestamp();
        var look = LookAsync(stream, (await File.ReadAllTextAsync(parsed.GetRequiredValue(token).FullName, ct)).Trim(), stop.Token);
        await new Progress(wall, () => [("time", $"{wall.GetElapsedTime(began):hh\\:mm\\:ss}"), ("events", Progress.Format(seen.Count))]).ShowAsync($"Watching {stream}", look);
        try
        {
            await look;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            await Console.Error.WriteLineAsync($"No stream from {stream}: {error.Message}");
            return ExitCode.NotConnected;
        }

        try
        {
            var verdict = Hold(TruthFile.Read(parsed.GetRequiredValue(truth)), seen, wall.GetUtcNow().ToUnixTimeMilliseconds());
            Console.WriteLine(verdict);
            return verdict.Failures.Any() ? ExitCode.Judged : ExitCode.Well;
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"--truth: {error.Message}");
            return ExitCode.BadArguments;
        }
    }

    /// <summary>Both in the order of time, of the same moment the truth first.</summary>
    public static Verdict Hold(IEnumerable<TruthLine> truth, IReadOnlyList<(long At, StreamEvent Event)> seen, long end)
    {
        var judge = new Judge { From = seen.Count > 0 ? seen[0].At : end };
        var next = 0;
        foreach (var line in truth.Where(line => line.At <= end))
        {
            Show(line.At);
            judge.Take(line);
        }

        Show(long.MaxValue);
        return judge.Finish(end);

        void Show(long before)
        {
            for (; next < seen.Count && seen[next].At < before; next++)
            {
                var (at, news) = seen[next];
                judge.See(at, news);
                if (next + 1 == seen.Count || seen[next + 1].At > at)
                {
                    judge.Pause(at);
                }
            }
        }
    }

    private async Task LookAsync(Uri stream, string token, CancellationToken ct)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        try
        {
            await using var body = await client.GetStreamAsync(stream, ct);
            var (buffer, filled) = (new byte[1 << 16], 0);
            while (true)
            {
                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, 2 * buffer.Length);
                }

                var count = await body.ReadAsync(buffer.AsMemory(filled), ct);
                if (count == 0)
                {
                    throw new IOException("the server ended it");
                }

                filled += count;
                filled -= Take(buffer, filled, wall.GetUtcNow().ToUnixTimeMilliseconds());
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // It was long enough.
        }
    }

    /// <summary>Takes what is whole, and moves the rest to the front.</summary>
    private int Take(byte[] buffer, int filled, long at)
    {
        var taken = 0;
        while (StreamEvent.Read(buffer.AsMemory(taken, filled - taken), out var length) is { } news)
        {
            taken += length;
            if (news.Name.Length > 0)
            {
                seen.Add((at, news with { Data = news.Data.ToArray() }));
            }
        }

        buffer.AsSpan(taken, filled - taken).CopyTo(buffer);
        return taken;
    }
}
