using System.CommandLine;

namespace DeviceSimulators.Commands;

/// <summary>What every command asks: which server, how long, and where the summary goes.</summary>
public sealed class CommonOptions
{
    private readonly Option<string> host = new("--host") { Description = "MQTT server", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<int> port = Arguments.Whole("--port", "its TCP port", 1883, 1, 65_535);
    private readonly Option<string?> userName = new("--username") { Description = "user name for the server" };
    private readonly Option<string?> password = new("--password") { Description = "password for the server; others on this machine can see it" };
    private readonly Option<string?> passwordFile = new("--password-file") { Description = "file that holds the password for the server" };
    private readonly Option<TimeSpan?> duration;
    private readonly Option<string?> json = new("--json") { Description = "write a JSON summary to this file at the end; - is standard output" };

    public CommonOptions(TimeSpan? duration) => this.duration = Arguments.Duration("--duration", "how long to run", duration);

    public Command AddTo(Command command)
    {
        foreach (var option in new Option[] { host, port, userName, password, passwordFile, duration, json })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if ((result.GetValue(password) ?? result.GetValue(passwordFile)) is not null && result.GetValue(userName) is null)
            {
                result.AddError("A password needs --username: give both or neither.");
            }

            if (result.GetValue(password) is not null && result.GetValue(passwordFile) is not null)
            {
                result.AddError("--password and --password-file exclude each other: give one of them.");
            }

            if (result.GetValue(passwordFile) is { } secret && !File.Exists(secret))
            {
                result.AddError($"--password-file '{secret}': there is no such file.");
            }

            if (result.GetValue(json) is { } file and not "-" && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            {
                result.AddError($"--json '{file}': its folder does not exist; give a file in an existing one, or -.");
            }
        });
        return command;
    }

    public Endpoint Endpoint(ParseResult parsed) =>
        new(parsed.GetRequiredValue(host), parsed.GetValue(port), parsed.GetValue(userName), Password(parsed));

    private string? Password(ParseResult parsed) =>
        parsed.GetValue(passwordFile) is { } file ? File.ReadAllText(file).TrimEnd('\r', '\n') : parsed.GetValue(password);

    public TimeSpan? Duration(ParseResult parsed) => parsed.GetValue(duration);

    public string? Json(ParseResult parsed) => parsed.GetValue(json);
}
