using System.CommandLine;
using DeviceSimulators.Devices;
using DeviceSimulators.Faults;
using DeviceSimulators.Truth;

namespace DeviceSimulators.Commands;

/// <summary><c>run</c>: the districts live their days.</summary>
public sealed class Run
{
    private static readonly TimeSpan FirstConnection = TimeSpan.FromSeconds(10);

    private readonly TimeProvider wall;
    private readonly CommonOptions common = new(duration: null);
    private readonly Option<string[]> districts = new("--district")
    {
        Description = $"which districts: all, or some of {string.Join(", ", District.Ids)}",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["all"],
    };

    private readonly Option<int> seed = Arguments.Whole("--seed", "the same seed gives the same days", 1, 0, int.MaxValue);
    private readonly Option<double> speed = Arguments.Number("--speed", "virtual time per wall time; above 60, warming looks like fire to a server on wall time", 1, 0.1, 600);
    private readonly Option<DateTimeOffset?> start = Arguments.Time("--start", "virtual time to begin at (default: now)");
    private readonly Option<string[]> faults = new("--faults")
    {
        Description = $"what goes wrong: some of {string.Join(", ", FaultScript.Names)}, or files",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> truth = new("--truth") { Description = "write to this file what is really so and what was injected, a JSON line each, for judge" };
    private readonly Option<int?> withParent = Arguments.ProcessId("--with-parent", "end when this process ends");

    private Run(TimeProvider wall) => this.wall = wall;

    public static Command Command(TimeProvider wall) => new Run(wall).Build();

    private Command Build()
    {
        districts.AcceptOnlyFromAmong([.. District.Ids, "all"]);
        var command = new Command("run", "Live the days of districts over real MQTT connections.") { districts, seed, speed, start, faults, truth, withParent };
        command.Validators.Add(result =>
        {
            foreach (var mistake in (result.GetValue(faults) ?? []).SelectMany(name => FaultScript.Load(name).Mistakes.Select(mistake => $"--faults {name}: {mistake}")))
            {
                result.AddError(mistake);
            }
        });
        command.SetAction(ExecuteAsync);
        return common.AddTo(command);
    }

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken ct)
    {
        using var limit = common.Duration(parsed) is { } duration ? new CancellationTokenSource(duration, wall) : new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        if (parsed.GetValue(withParent) is { } parent)
        {
            _ = stop.CancelAfterAsync(parent);
        }

        var session = Session(parsed);
        using var log = parsed.GetValue(truth) is { } file ? new TruthFile(file) : null;
        session.Plan([.. (parsed.GetValue(faults) ?? []).Select(name => FaultScript.Load(name).Script!)], common.Duration(parsed), keepsTruth: log is not null);
        var nodes = session.Nodes.Select(node => RunAsync(node, session, log, stop));
        var work = Task.WhenAll([.. nodes, GiveUpWithoutServerAsync(session.Tally, stop), new FaultDesk(session.Endpoint.Port, session.Befall).RunAsync(stop.Token)]);
        await new Progress(wall, session.Figures).ShowAsync(session.Title, work);
        await work;

        await session.ExplainAsync();
        SummaryJson.Write(common.Json(parsed), session.Summary());
        return session.ExitCode;
    }

    private RunSession Session(ParseResult parsed)
    {
        var ids = parsed.GetRequiredValue(districts);
        var from = parsed.GetValue(start) ?? wall.GetUtcNow();
        return new RunSession(
            ids.Contains("all", StringComparer.Ordinal) ? District.Ids : [.. ids.Distinct(StringComparer.Ordinal)],
            parsed.GetValue(seed),
            parsed.GetValue(speed),
            from,
            common.Endpoint(parsed),
            wall);
    }

    private async Task RunAsync(VirtualNode node, RunSession session, TruthFile? log, CancellationTokenSource stop)
    {
        try
        {
            var dice = new Dice(session.Seed, $"network/{node.Id}");
            await new Node(node, session.Endpoint, session.Clock, wall, session.Tally, dice, log).RunAsync(stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    /// <summary>A server that was never there is a mistake in the command line; one that goes away later is waited for.</summary>
    private async Task GiveUpWithoutServerAsync(Tally tally, CancellationTokenSource stop)
    {
        await Task.WhenAny(Task.Delay(FirstConnection, wall, stop.Token));
        if (tally.Connects == 0)
        {
            await stop.CancelAsync();
        }
    }
}
