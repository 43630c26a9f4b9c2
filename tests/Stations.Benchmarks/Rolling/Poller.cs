namespace Stations.Benchmarks.Rolling;

/// <summary>Asks the gateway one thing after another without a pause longer than 50 ms, and notes what is not answered.</summary>
internal sealed class Poller(string what, Func<HttpRequestMessage> question, HttpClient http, TimeSpan beat, TimeProvider clock)
{
    private readonly Dictionary<string, int> failures = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private int asked;
    private TimeSpan slowest;

    /// <summary>What happened since this was asked last.</summary>
    public string Take()
    {
        lock (gate)
        {
            var failed = failures.Count == 0 ? "0 failed" : string.Join(", ", failures.Select(pair => $"{pair.Value} failed with {pair.Key}"));
            var text = $"{what}: {asked} asked, {failed}, slowest {slowest.TotalMilliseconds:0} ms";
            (asked, slowest) = (0, default);
            failures.Clear();
            return text;
        }
    }

    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var began = clock.GetTimestamp();
            var failure = await Ask(stop);
            lock (gate)
            {
                asked++;
                slowest = clock.GetElapsedTime(began) is var took && took > slowest ? took : slowest;
                if (failure is not null)
                {
                    failures[failure] = failures.GetValueOrDefault(failure) + 1;
                }
            }

            await Task.Delay(beat, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> Ask(CancellationToken stop)
    {
        try
        {
            using var asking = question();
            using var answer = await http.SendAsync(asking, CancellationToken.None);
            return answer.IsSuccessStatusCode ? null : $"{(int)answer.StatusCode}";
        }
        catch (HttpRequestException error)
        {
            return error.HttpRequestError.ToString();
        }
        catch (OperationCanceledException)
        {
            return stop.IsCancellationRequested ? null : "no answer";
        }
    }
}
