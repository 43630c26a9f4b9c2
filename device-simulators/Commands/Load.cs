using System.CommandLine;

namespace DeviceSimulators.Commands;

/// <summary><c>load</c>: many devices, a fixed rate, and how the server answers.</summary>
public sealed class Load
{
    private readonly TimeProvider wall;
    private readonly CommonOptions common = new(TimeSpan.FromSeconds(10));
    private readonly Option<int> devices = Arguments.Whole("--devices", "how many devices, each a node of its own", 1000, 1, 1_000_000);
    private readonly Option<int> rate = Arguments.Whole("--rate", "messages per second over all devices, sent when due whether the server keeps up or not", 1000, 1, 1_000_000);
    private readonly Option<int> connections = Arguments.Whole("--connections", "connections that the devices share", 100, 1, 20_000);
    private readonly Option<int> qos = Arguments.Whole("--qos", "delivery guarantee of telemetry", 1, 0, 1);
    private readonly Option<int> window = Arguments.Whole("--window", "unacknowledged messages per connection", 32, 1, 65_535);

    private Load(TimeProvider wall) => this.wall = wall;

    public static Command Command(TimeProvider wall) => new Load(wall).Build();

    private Command Build()
    {
        var command = new Command("load", "Send births of many devices, then telemetry at a fixed rate, and measure the acknowledgements.") { devices, rate, connections, qos, window };
        command.Validators.Add(result =>
        {
            if (result.GetValue(connections) > result.GetValue(devices))
            {
                result.AddError("--connections is greater than --devices: a connection without a device has nothing to send. Give fewer connections or more devices.");
            }
        });
        command.SetAction(ExecuteAsync);
        return common.AddTo(command);
    }

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken ct)
    {
        var plan = new LoadPlan(
            parsed.GetValue(devices),
            parsed.GetValue(rate),
            parsed.GetValue(connections),
            parsed.GetValue(qos),
            parsed.GetValue(window),
            common.Duration(parsed)!.Value);
        var session = new LoadSession(plan, common.Endpoint(parsed), wall);
        var work = session.RunAsync(ct);
        await new Progress(wall, session.Figures).ShowAsync($"{plan.Devices} devices over {plan.Connections} connections to {common.Endpoint(parsed)}", work);
        await work;

        await session.ExplainAsync();
        SummaryJson.Write(common.Json(parsed), session.Summary());
        return session.ExitCode;
    }
}

/// <param name="Rate">Messages per second.</param>
/// <param name="Window">Unacknowledged messages per connection.</param>
public sealed record LoadPlan(int Devices, int Rate, int Connections, int Qos, int Window, TimeSpan Duration);
