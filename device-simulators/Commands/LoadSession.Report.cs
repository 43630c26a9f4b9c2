using System.Globalization;

namespace DeviceSimulators.Commands;

public sealed partial class LoadSession
{
    public int ExitCode => tally switch
    {
        _ when tally.Connects < plan.Connections => Commands.ExitCode.NotConnected,
        { Refused: > 0 } or { Lost: > 0 } => Commands.ExitCode.Lost,
        _ => Commands.ExitCode.Well,
    };

    public IReadOnlyList<(string Name, string Value)> Figures() =>
    [
        ("phase", phase),
        ("connected", $"{tally.Connected}/{plan.Connections}"),
        ("births", $"{Progress.Format(tally.Births)}/{Progress.Format(plan.Devices)}"),
        ("sent", Progress.Format(tally.Sent)),
        ("acknowledged", Progress.Format(tally.Acknowledged)),
        ("lost", Progress.Format(tally.Lost + tally.Refused)),
        ("p50 / p99 ms", $"{Format(latencies.Milliseconds(0.5))} / {Format(latencies.Milliseconds(0.99))}"),
    ];

    /// <summary>Says on standard error why the exit code is not 0.</summary>
    public Task ExplainAsync() => ExitCode switch
    {
        Commands.ExitCode.Well => Task.CompletedTask,
        Commands.ExitCode.NotConnected => Console.Error.WriteLineAsync(endpoint.NoConnection(tally.LastProblem)),
        _ => Console.Error.WriteLineAsync($"{tally.Lost} messages were lost and {tally.Refused} refused. Last problem: {tally.LastProblem}"),
    };

    public LoadSummary Summary() => new(
        plan.Devices,
        plan.Connections,
        plan.Qos,
        plan.Window,
        plan.Rate,
        sending > TimeSpan.Zero ? Math.Round(telemetry / sending.TotalSeconds, 1) : 0,
        Math.Round(sending.TotalSeconds, 3),
        tally.Births,
        tally.Sent,
        tally.Acknowledged,
        tally.Refused,
        tally.Lost,
        latencies.Milliseconds(0.5),
        latencies.Milliseconds(0.9),
        latencies.Milliseconds(0.99),
        latencies.Milliseconds(0.999),
        latencies.MaxMilliseconds,
        tally.LastProblem,
        ExitCode);

    private static string Format(double? milliseconds) => milliseconds?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
}
