using System.Text.RegularExpressions;
using Stations.EndToEnd.Running;
using Stations.Mqtt.Client;
using Stations.Mqtt.Packets;
using Stations.Tests;

namespace Stations.EndToEnd;

public sealed partial class StartUpTests(OpenServer open)
{
    private readonly ServerProcess running = open.Server;

    [Fact]
    public async Task A_second_server_on_the_same_data_says_so_and_ends()
    {
        var (code, output) = await Start($"--Http:Address=127.0.0.1:{Ports.Free()}", $"--Mqtt:Address=127.0.0.1:{Ports.Free()}", $"--Data:Folder={running.DataFolder}");
        Assert.Equal(1, code);
        Assert.Contains(running.DataFolder, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Http")]
    [InlineData("Mqtt")]
    public async Task A_port_that_is_taken_is_named_and_the_server_ends(string which)
    {
        using var folder = new TempFolder();
        var taken = which == "Http" ? running.HttpPort : running.MqttPort;
        var other = which == "Http" ? "Mqtt" : "Http";
        var (code, output) = await Start($"--{which}:Address=127.0.0.1:{taken}", $"--{other}:Address=127.0.0.1:{Ports.Free()}", $"--Data:Folder={folder.File("data")}");
        Assert.Equal(1, code);
        Assert.Contains($"127.0.0.1:{taken}", output, StringComparison.Ordinal);
        Assert.Contains($"--{which}:Address=", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_of_the_configuration_are_told_at_once()
    {
        var (code, output) = await Start("--Http:Address=everywhere", "--Mqtt:Anonymous=perhaps", "--Silence:StaleSeconds=1", "--Data:Foldr=x", "--demo");
        Assert.Equal(2, code);
        Assert.Contains("4 mistake(s)", output, StringComparison.Ordinal);
        Assert.All(["Http:Address is 'everywhere'", "Mqtt:Anonymous is 'perhaps'", "Silence:StaleSeconds is '1'", "Data:Foldr is not a setting"], mistake => Assert.Contains(mistake, output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_printed_commands_enrol_a_station_and_a_node_and_nobody_else_gets_in()
    {
        await using var server = await ServerProcess.Started();
        await using var stream = await server.Stream();
        await server.Process.Line(line => line.Contains("Simulators need", StringComparison.Ordinal), "the end of the greeting");
        var commands = string.Join('\n', PrintedCommands().Matches(server.Process.Output).Select(match => match.Value));
        var answer = await ChildProcess.Run("bash", "-c", "set -euo pipefail\ncurl() { command curl -fsS \"$@\"; }\n" + commands);
        var password = Password().Match(answer).Groups["password"].Value;
        Assert.NotEmpty(password);
        await stream.Station("my-district:my-station", station => station.Name["en"] == "My station", "by its name");

        var cabinet = new Cabinet("my-district", "my-cabinet", "my-station");
        await using (var device = await server.ConnectAs("my-district/my-cabinet", password))
        {
            Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.BirthTopic, cabinet.Birth()));
            await stream.Station("my-district:my-station", station => station.Name["en"] == "My station" && station.Charge is { Free: 1, Total: 2 }, "with one slot free");
        }

        await AssertRefused(() => server.ConnectAs("my-district/my-cabinet", password + "x"));
        await AssertRefused(() => server.ConnectAs("my-district/your-cabinet", password));
        await AssertRefused(() => server.Connect());
        await server.Stop();
    }

    private static async Task AssertRefused(Func<Task<MqttClient>> connect)
    {
        var refused = await Assert.ThrowsAsync<MqttClientException>(connect);
        Assert.True(refused.Reason is ReasonCode.BadUserNameOrPassword or ReasonCode.NotAuthorized, $"{refused.Reason}");
    }

    private static async Task<(int Code, string Output)> Start(params string[] arguments)
    {
        await using var server = ChildProcess.StartDotnet(Built.Server, arguments);
        return (await server.Exit(), server.Output);
    }

    [GeneratedRegex(@"^ *curl -X .*\\\n.*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex PrintedCommands();

    [GeneratedRegex("\"password\":\"(?<password>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Password();
}
