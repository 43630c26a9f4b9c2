using System.Diagnostics;
using System.Text.RegularExpressions;
using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

public sealed partial class DemoTests
{
    private static readonly string[] Districts = ["beibei-jialing", "cenxi-bases", "xiangyang-wanda", "yiwu-hehua", "zaozhuang-yunxi"];

    [Theory]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task The_demo_shows_five_districts_and_leaves_no_process_behind(string signal)
    {
        await using var server = await ServerProcess.Started("--demo");
        await using var stream = await server.Stream();
        Assert.All(["/", "/ops", "/openapi/v1.json", "/metrics"], page => Assert.Contains($"http://127.0.0.1:{server.HttpPort}{page}", server.Process.Output, StringComparison.Ordinal));
        await stream.All(
            (stations, _) => stations.Select(station => station.District).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).SequenceEqual(Districts, StringComparer.Ordinal),
            "five districts",
            TimeSpan.FromMinutes(1));
        var simulators = int.Parse(Simulators().Match(await server.Process.Line(Simulators().IsMatch, "the simulators' process")).Groups["id"].Value);

        if (signal == "TERM")
        {
            await server.Stop();
        }
        else
        {
            await server.Kill();
        }

        await Gone(simulators);
    }

    private static async Task Gone(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Watched.Patience);
        }
        catch (ArgumentException)
        {
            // Gone already.
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"Missing: the end of the simulators, process {id}.", error);
        }
    }

    [GeneratedRegex("Device simulators run as process (?<id>[0-9]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Simulators();
}
