using System.CommandLine;
using DeviceSimulators.Commands;

var root = new RootCommand("Virtual rest stations that speak to an MQTT server as real ones would.")
{
    Run.Command(TimeProvider.System),
    Load.Command(TimeProvider.System),
    Fault.Command(),
    JudgeStream.Command(TimeProvider.System),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }

    await Console.Error.WriteLineAsync("See --help of the command for what can be given.");
    return ExitCode.BadArguments;
}

// Long enough to say good-bye after Ctrl-C or SIGTERM.
return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
