using Stations.Benchmarks.Peers;

namespace Stations.Benchmarks.Commands;

/// <summary>A real server, cabinets over MQTT, operators over HTTP; the server dies whenever the seed says so, and what was done is held against what was asked for.</summary>
internal sealed class CommandsRun(int count, int kills, int seed, TimeProvider clock)
{
    private const int Cabinets = 24;
    private const int Operators = 24;

    /// <summary>A command is over 15 s after its last end at the latest, and what it should show 60 s after that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>A cabinet tells all of itself each 5 s, and what it tells takes up to 1 s; two in a row may be lost.</summary>
    private static readonly TimeSpan OfLate = TimeSpan.FromSeconds(20);

    private readonly Random dice = new(seed);
    private readonly List<ScriptedCabinet> cabinets = [];
    private int unconfirmed;

    public async Task<CommandsResult> Run(CancellationToken cancellation)
    {
        await using var server = new StationsPeer(clock, options: ["--Mqtt:ConnectsPerMinute=0"]);
        await server.Start(cancellation);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        cabinets.AddRange(Enumerable.Range(0, Cabinets).Select(number => new ScriptedCabinet(number, server.Port, seed + number + 1, clock)));
        Task[] lives = [.. cabinets.Select(cabinet => cabinet.Live(end.Token))];
        await AllBorn(server, cancellation);

        using var asker = new Asker(server, clock);
        var asking = Task.WhenAll(Enumerable.Range(0, Operators).Select(one => asker.Ask(count, cabinets, new Random(seed + 1000 + one), cancellation)));
        var watching = Watch(server, end.Token);
        foreach (var at in Enumerable.Range(0, kills).Select(_ => dice.Next(1, count)).Order())
        {
            await Until(() => asker.Taken >= at, cancellation);
            await server.Kill();
            await server.Start(cancellation);
            Console.WriteLine($"killed at {at:N0} of {count:N0}");
        }

        await asking;
        var open = await Settle(server, cancellation);
        var wrong = await CountCharging(server, (cabinet, slot) => cabinet.IsOn(slot), cancellation);
        await end.CancelAsync();
        await Task.WhenAll([.. lives, watching]);
        return Judge(asker) with { Open = open, Unconfirmed = unconfirmed + wrong };
    }

    private CommandsResult Judge(Asker asker)
    {
        var starts = cabinets.SelectMany(cabinet => cabinet.Starts.Select(start => (Cabinet: cabinet.Id, start.Id, start.At))).ToLookup(start => (start.Cabinet, start.Id), start => start.At);
        var ends = asker.Answers.SelectMany(answer => answer.Value.Select(one => ((answer.Key.Cabinet, one.Key), one.Value))).ToDictionary(one => one.Item1, one => one.Value);
        var twice = starts.Count(start => start.Count() > 1) + asker.Answers.Count(answer => answer.Value.Count > 1 && answer.Value.Keys.Sum(id => starts[(answer.Key.Cabinet, id)].Count()) > 1);
        var late = starts.Count(start => ends.TryGetValue(start.Key, out var endsAt) && start.Any(at => at >= endsAt));
        return new(asker.Taken, asker.Refused, kills, starts.Count, twice, late, 0, 0);
    }

    private async Task AllBorn(StationsPeer server, CancellationToken cancellation)
    {
        foreach (var cabinet in cabinets)
        {
            while (!await server.Has(cabinet.Id, cancellation))
            {
                await Task.Delay(Look, clock, cancellation);
            }
        }
    }

    private async Task Until(Func<bool> isSo, CancellationToken cancellation)
    {
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), clock, cancellation);
        }
    }

    /// <summary>All through the run: nothing is shown as charging that has not said so of late.</summary>
    private async Task Watch(StationsPeer server, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                unconfirmed += await CountCharging(server, (cabinet, slot) => cabinet.IsConfirmed(slot, OfLate), cancellation);
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
            {
                // It was killed, or all is over.
            }

            await Task.Delay(Look, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> CountCharging(StationsPeer server, Func<ScriptedCabinet, int, bool> isSo, CancellationToken cancellation)
    {
        var wrong = 0;
        foreach (var cabinet in cabinets)
        {
            var shown = await server.Ask($"/api/v1/devices/{cabinet.Id}", cancellation);
            wrong += shown.GetProperty("slots").EnumerateArray().Count(slot => slot.GetProperty("use").GetString() == "CHARGING" && !isSo(cabinet, slot.GetProperty("number").GetInt32()));
        }

        return wrong;
    }

    /// <returns>How many commands are not over all the same.</returns>
    private async Task<int> Settle(StationsPeer server, CancellationToken cancellation)
    {
        var began = clock.GetTimestamp();
        int open;
        do
        {
            await Task.Delay(OfLate, clock, cancellation);
            open = 0;
            foreach (var cabinet in cabinets)
            {
                var page = await server.Ask($"/api/v1/devices/{cabinet.Id}/commands?limit=100", cancellation);
                open += page.GetProperty("commands").EnumerateArray().Count(command => command.GetProperty("state").GetString() is "QUEUED" or "SENT" or "RECEIVED");
            }
        }
        while (open > 0 && clock.GetElapsedTime(began) < Patience);

        return open;
    }
}
