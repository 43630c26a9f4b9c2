using System.Net;
using Stations.Tests;

namespace Stations.Server.Tests.Api;

/// <summary>A page goes on after the last event that it has heard, or that the server wrote into it, though a browser cannot set headers on a stream.</summary>
public sealed class StreamResumeTests(RunningServer server)
{
    [Fact]
    public async Task After_an_event_the_stream_goes_on_without_a_snapshot()
    {
        await server.BearCoolers("resumed", "s1");
        using var first = await Open("/api/v1/stream?include=stations&district=resumed");
        var id = await IdOf(first);

        await server.Report("resumed", "s1", "\"mode\":\"dispensing\"");
        using var second = await Open($"/api/v1/stream?include=stations&district=resumed&after={id}");

        Assert.NotEqual("event: snapshot", await LineThat(second, line => line.StartsWith("event:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task After_an_event_of_another_run_it_begins_with_a_snapshot()
    {
        using var stream = await Open("/api/v1/stream?district=resumed&after=0123-7");

        Assert.Equal("event: snapshot", await LineThat(stream, line => line.StartsWith("event:", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_cannot_be_an_event_is_refused()
    {
        using var answer = await server.Riders.GetAsync($"/api/v1/stream?after={new string('x', 65)}", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<StreamReader> Open(string address) =>
        new(await server.Riders.GetStreamAsync(address, TestContext.Current.CancellationToken).Within("the stream"));

    private static async Task<string> IdOf(StreamReader stream) => (await LineThat(stream, line => line.StartsWith("id: ", StringComparison.Ordinal)))[4..];

    private static async Task<string> LineThat(StreamReader stream, Func<string, bool> isWanted)
    {
        while (true)
        {
            var line = await stream.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Within("a line of the stream");
            if (isWanted(line!))
            {
                return line!;
            }
        }
    }
}
