using System.Text;
using Npgsql;

namespace Stations.Benchmarks.Cluster;

/// <param name="Lost">Acknowledged by the broker and never applied.</param>
/// <param name="Twice">Applied more than once.</param>
/// <param name="WrongStates">Devices of which the gateway does not show the last message.</param>
internal sealed record KillResult(long Sent, long Refused, long Applied, long NotApplied, long Lost, long Twice, int WrongStates, IReadOnlyList<Outage> Outages);

/// <summary>Kills one silo after another under load.</summary>
internal sealed class KillRun(LocalCluster cluster, KillFleet fleet, JournalWatch watch, Random dice, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public async Task<KillResult> Run(int kills, int rate, TimeSpan calm, CancellationToken cancellation)
    {
        await fleet.Bear(cancellation);
        await Until(() => watch.AllBorn, "births", cancellation);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reporting = fleet.Report(rate, enough.Token);
        await Task.Delay(calm / 2, clock, cancellation);
        await Cost("Calm", () => Task.Delay(calm, clock, cancellation));
        var outages = new List<Outage>();
        await Cost("With kills", async () =>
        {
            while (outages.Count < kills)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(500, 3000)), clock, cancellation);
                outages.Add(await Kill(outages.Count + 1, cancellation));
            }
        });
        await enough.CancelAsync();
        await reporting;
        await Drain(cancellation);
        var (lost, twice, _) = watch.Compare(fleet.Sent());
        return new(fleet.Acknowledged, fleet.Refused, watch.Applied, watch.NotApplied, lost, twice, await CountWrongStates(cancellation), outages);
    }

    /// <summary>One of those that run any device, by the dice; returns when it is back and all devices have answered, or the patience is at its end.</summary>
    private async Task<Outage> Kill(int number, CancellationToken cancellation)
    {
        var homes = await Homes(cancellation);
        var silo = cluster.Silos.Where(one => homes.ContainsKey(one.Address)).OrderBy(_ => dice.Next()).First();
        var outage = new Outage(fleet.Sent(), homes[silo.Address], clock.GetTimestamp(), clock);
        silo.Kill();
        watch.Follow(outage);
        silo.StartAgain();
        await cluster.Ready(silo, cancellation);
        var began = clock.GetTimestamp();
        while (outage.Waiting > 0 && clock.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(Look, clock, cancellation);
        }

        Console.WriteLine(
            $"{number,3}  {silo.Name} killed: its {homes[silo.Address].Count,5} devices {Spread.Of(outage.OfItsDevices)}   others {Spread.Of(outage.OfOthers)}"
            + $"   not yet applied {fleet.Sent().Sum() - watch.Applied}");
        return outage;
    }

    /// <summary>Which devices each server runs, by its address, as the database says.</summary>
    private async Task<Dictionary<string, HashSet<int>>> Homes(CancellationToken cancellation)
    {
        var numbers = fleet.Ids.Select((id, number) => (id, number)).ToDictionary(one => one.id, one => one.number, StringComparer.Ordinal);
        await using var connection = new NpgsqlConnection(cluster.Store + ";Pooling=false");
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT name, key FROM stations.holder JOIN stations.server ON id = servers[array_upper(servers, 1)]", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var homes = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation))
        {
            if (numbers.TryGetValue(Encoding.ASCII.GetString(rows.GetFieldValue<byte[]>(1)), out var device))
            {
                var name = rows.GetString(0);
                homes.TryAdd(name, []);
                homes[name].Add(device);
            }
        }

        return homes;
    }

    /// <summary>Until all is applied, or nothing more is for as long as the patience lasts.</summary>
    private async Task Drain(CancellationToken cancellation)
    {
        var (since, seen, all) = (clock.GetTimestamp(), watch.Applied, fleet.Sent().Sum());
        while (watch.Compare(fleet.Sent()).Lost > 0 && clock.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), clock, cancellation);
            if (watch.Applied != seen)
            {
                (since, seen) = (clock.GetTimestamp(), watch.Applied);
            }
        }

        // What comes twice may come last.
        await Task.Delay(TimeSpan.FromSeconds(6), clock, cancellation);
        Console.WriteLine($"Drained: {watch.Applied:N0} applied of {all:N0} sent.");
    }

    private async Task<int> CountWrongStates(CancellationToken cancellation)
    {
        var (wrong, sent) = (0, fleet.Sent());
        for (var device = 0; device < sent.Length; device++)
        {
            wrong += await cluster.ValueOf(fleet.Ids[device], KillFleet.Field, cancellation) == sent[device] ? 0 : 1;
        }

        return wrong;
    }

    /// <summary>What was applied meanwhile, and who spent how much processor time on it.</summary>
    private async Task Cost(string name, Func<Task> work)
    {
        var (began, applied, before, machine) = (clock.GetTimestamp(), watch.Applied, cluster.CpuSeconds(), CpuTime.OfMachine());
        await work();
        var (seconds, messages, after, all) = (clock.GetElapsedTime(began).TotalSeconds, watch.Applied - applied, cluster.CpuSeconds(), CpuTime.OfMachine());
        var spent = after.ToDictionary(one => one.Key, one => one.Value - before[one.Key], StringComparer.Ordinal);
        var ours = spent["silos"] + spent["gateway"];
        Console.WriteLine(
            $"{name}: {seconds:0.0} s, {messages / seconds:N0} messages/s applied, {messages / ours:N0} per CPU-second of silos and gateway; cores: "
            + string.Join(", ", spent.Select(one => $"{one.Key} {one.Value / seconds:0.00}"))
            + $"; the machine {100 * (all.Busy - machine.Busy) / (all.All - machine.All):0} % busy");
    }

    private async Task Until(Func<bool> done, string what, CancellationToken cancellation)
    {
        for (var began = clock.GetTimestamp(); !done(); await Task.Delay(Look, clock, cancellation))
        {
            if (clock.GetElapsedTime(began) > Patience)
            {
                throw new BenchmarkException($"No end of {what} within {Patience.TotalSeconds} s.");
            }
        }
    }
}
