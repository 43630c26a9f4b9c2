using System.CommandLine;
using System.Globalization;
using DeviceSimulators.Faults;

namespace DeviceSimulators.Commands;

/// <summary><c>fault</c>: something goes wrong at a simulated device of the run, or the demo, that goes on.</summary>
public static class Fault
{
    public static Command Command()
    {
        var kind = new Argument<string>("kind") { Description = $"one of {string.Join(", ", FaultKind.All.Select(known => known.Name))}" };
        kind.AcceptOnlyFromAmong([.. FaultKind.All.Select(known => known.Name)]);
        var device = new Option<string>("--device") { Description = "where: district:node:device, or district:node for a fault of a node", Required = true };
        var slot = Arguments.Whole("--slot", "which slot, where it befalls one", 1, 1, 64);
        var lasts = Arguments.Duration("--for", "how long", TimeSpan.FromMinutes(2));
        var port = Arguments.Whole("--port", "the MQTT port that the simulators speak to", 1883, 1, 65_535);
        var command = new Command("fault", "Let something go wrong at a simulated device, while run or the server's --demo goes on.") { kind, device, slot, lasts, port };
        command.SetAction(async parsed =>
        {
            var answer = await FaultDesk.AskAsync(
                parsed.GetValue(port),
                string.Create(CultureInfo.InvariantCulture, $"{parsed.GetValue(kind)} {parsed.GetValue(device)} {parsed.GetValue(slot)} {parsed.GetValue(lasts)!.Value.TotalSeconds}"));
            switch (answer)
            {
                case null:
                    await Console.Error.WriteLineAsync("No simulators run here for that port: start the server with --demo, or run.");
                    return ExitCode.NotConnected;
                case ['!', ..]:
                    await Console.Error.WriteLineAsync(answer[1..]);
                    return ExitCode.BadArguments;
                default:
                    Console.WriteLine(answer);
                    return ExitCode.Well;
            }
        });
        return command;
    }
}
