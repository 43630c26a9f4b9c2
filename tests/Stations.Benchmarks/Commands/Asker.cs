using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Stations.Benchmarks.Peers;
using Stations.Protocol;

namespace Stations.Benchmarks.Commands;

/// <summary>An operator who asks for one thing after the other, each until it is answered, under one key.</summary>
internal sealed class Asker(StationsPeer server, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(12), DefaultRequestHeaders = { Authorization = new("Bearer", server.OperatorToken) } };
    private int taken;
    private int refused;
    private int keys;

    public int Taken => taken;

    public int Refused => refused;

    /// <summary>What each key was answered with: the command, and its end in epoch milliseconds. More than one where the server forgot that it had answered.</summary>
    public ConcurrentDictionary<(string Cabinet, string Key), ConcurrentDictionary<string, long>> Answers { get; } = new();

    /// <summary>Until the server has taken <paramref name="count"/> of all that is asked for.</summary>
    public async Task Ask(int count, IReadOnlyList<ScriptedCabinet> cabinets, Random dice, CancellationToken cancellation)
    {
        while (taken < count)
        {
            var cabinet = cabinets[dice.Next(cabinets.Count)].Id;
            var body = new { command = dice.Next(100) < 55 ? CommandVerb.ChargeStart : CommandVerb.ChargeStop, slot = 1 + dice.Next(ScriptedCabinet.Slots), reason = "measured" };
            var key = $"k{Interlocked.Increment(ref keys)}";
            while (await Once(cabinet, key, body, cancellation) is null)
            {
                await Task.Delay(Again, clock, cancellation);
            }
        }
    }

    public void Dispose() => http.Dispose();

    /// <returns>Null when it is to be asked again.</returns>
    private async Task<bool?> Once(string cabinet, string key, object body, CancellationToken cancellation)
    {
        try
        {
            using var question = new HttpRequestMessage(HttpMethod.Post, server.Url($"/api/v1/devices/{cabinet}/commands")) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } };
            using var answer = await http.SendAsync(question, cancellation);
            if (answer.StatusCode == HttpStatusCode.Conflict)
            {
                Interlocked.Increment(ref refused);
                return false;
            }

            if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                return null;
            }

            var command = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            Answers.GetOrAdd((cabinet, key), _ => new(StringComparer.Ordinal))[command.GetProperty("id").GetString()!] = command.GetProperty("expiresAt").GetDateTimeOffset().ToUnixTimeMilliseconds();
            Interlocked.Increment(ref taken);
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
