using System.Text.RegularExpressions;
using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

/// <summary>The README's commands, taken from the README and run by a shell, so that they cannot rot.</summary>
public sealed partial class ByHandTests(OpenServer open)
{
    private readonly ServerProcess server = open.Server;

    [Theory]
    [InlineData("5")]
    [InlineData("311")]
    public async Task What_the_readme_says_about_trying_by_hand_is_true(string version)
    {
        var publish = Tools.Need("mosquitto_pub");
        var commands = Section().Match(await File.ReadAllTextAsync(Built.Readme, TestContext.Current.CancellationToken)).Groups["commands"].Value;
        var (before, watching, after) = Split(commands
            .Replace("my-", $"my-{version}-", StringComparison.Ordinal)
            .Replace("-V 5", $"-V {version}", StringComparison.Ordinal));
        var prelude = $"set -euo pipefail\nmosquitto_pub() {{ {publish} -h 127.0.0.1 -p {server.MqttPort} \"$@\"; }}\n";
        var query = Query().Match(watching).Groups["query"].Value;
        await using var stream = await server.Stream(query);
        Assert.Empty(stream.Stations);

        await ChildProcess.Run("bash", "-c", prelude + before);
        await stream.Station($"demo:my-{version}-station", station => station.Charge is { Answer: "yes", Free: 1, Total: 2 }, "with one slot free");

        await ChildProcess.Run("bash", "-c", $"{prelude}{Clock().Match(before).Value}\n{after}");
        await stream.Station($"demo:my-{version}-station", station => station.Charge is { Answer: "yes", Free: 2, Total: 2 }, "with two slots free");
    }

    private static (string Before, string Watching, string After) Split(string commands)
    {
        var lines = commands.Split('\n');
        var watching = Array.FindIndex(lines, line => line.StartsWith("curl -N ", StringComparison.Ordinal));
        Assert.True(watching > 0, commands);
        return (string.Join('\n', lines[..watching]), lines[watching], string.Join('\n', lines[(watching + 1)..]));
    }

    [GeneratedRegex(@"## Try it by hand\n.*?```sh\n(?<commands>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Section();

    [GeneratedRegex(@"/api/v1/stream\?(?<query>[^' ]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Query();

    [GeneratedRegex(@"^ts\(\).*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Clock();
}
