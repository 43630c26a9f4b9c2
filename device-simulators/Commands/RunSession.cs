using System.Globalization;
using DeviceSimulators.Devices;

namespace DeviceSimulators.Commands;

/// <summary>One run: what was asked for, the nodes that it made, and what they did.</summary>
public sealed partial class RunSession
{
    private readonly IReadOnlyList<string> districts;
    private readonly double speed;
    private readonly DateTimeOffset from;
    private readonly TimeProvider wall;
    private readonly long began;

    public RunSession(IReadOnlyList<string> districts, int seed, double speed, DateTimeOffset from, Endpoint endpoint, TimeProvider wall)
    {
        (this.districts, this.speed, this.from, this.wall) = (districts, speed, from, wall);
        (Seed, Endpoint) = (seed, endpoint);
        var fleet = new Fleet(seed, from, wall.GetUtcNow());
        Nodes = [.. districts.SelectMany(id => fleet.Build(District.Load(id)))];
        Clock = new VirtualClock(wall, from, speed);
        began = wall.GetTimestamp();
    }

    public int Seed { get; }

    public Endpoint Endpoint { get; }

    public IReadOnlyList<VirtualNode> Nodes { get; }

    public VirtualClock Clock { get; }

    public Tally Tally { get; } = new();

    public string Title => $"{(districts.Count == 1 ? districts[0] : $"{districts.Count} districts")}, {Nodes.Count} nodes to {Endpoint}";

    public int ExitCode => Tally switch
    {
        { Connects: 0 } => Commands.ExitCode.NotConnected,
        { Refused: > 0 } or { Lost: > 0 } => Commands.ExitCode.Lost,
        _ => Commands.ExitCode.Well,
    };

    public IReadOnlyList<(string Name, string Value)> Figures() =>
    [
        ("virtual time", Clock.Now.ToOffset(Day.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        ("connected", $"{Tally.Connected}/{Nodes.Count}"),
        ("sent", Progress.Format(Tally.Sent)),
        ("acknowledged", Progress.Format(Tally.Acknowledged)),
        ("lost", Progress.Format(Tally.Lost + Tally.Refused)),
        ("last problem", Tally.LastProblem ?? "none"),
    ];

    /// <summary>Says on standard error why the exit code is not 0.</summary>
    public Task ExplainAsync() => ExitCode switch
    {
        Commands.ExitCode.Well => Task.CompletedTask,
        Commands.ExitCode.NotConnected => Console.Error.WriteLineAsync(Endpoint.NoConnection(Tally.LastProblem)),
        _ => Console.Error.WriteLineAsync($"{Tally.Lost} messages were lost and {Tally.Refused} refused. Last problem: {Tally.LastProblem}"),
    };

    public RunSummary Summary() => new(
        districts,
        Seed,
        speed,
        from,
        Clock.Now,
        Math.Round(wall.GetElapsedTime(began).TotalSeconds, 3),
        Nodes.Count,
        Nodes.Sum(node => node.DeviceCount),
        Tally.Connects,
        Tally.Sent,
        Tally.Acknowledged,
        Tally.Refused,
        Tally.Lost,
        Tally.Births,
        Tally.Rebirths,
        Tally.LastProblem,
        ExitCode);
}
