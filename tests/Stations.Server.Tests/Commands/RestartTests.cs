using System.Net;
using Stations.Protocol;

namespace Stations.Server.Tests.Commands;

/// <summary>What is left of commands when the server stops and begins again.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private readonly RunningServer server = new();

    public ValueTask InitializeAsync() => server.InitializeAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_is_not_over_is_said_again_under_its_id_and_what_has_expired_never_is()
    {
        await using var cabinet = new CommandedCabinet(server, "restarted");
        await cabinet.Bear();
        await cabinet.Listen();
        var brief = await cabinet.Give("""{"command":"light","args":{"duration_s":1},"expires":1,"reason":"a test"}""");
        await cabinet.Hears("the light");
        await cabinet.Becomes(brief, "SENT");
        var cut = await cabinet.Give("""{"command":"power.cut","slot":2,"expires":600,"reason":"a test"}""");
        await cabinet.Hears("the cut");
        await cabinet.DisposeAsync();
        await server.Stop();

        await server.Begin(new Later(TimeSpan.FromSeconds(2)));
        await server.IsUp();
        await cabinet.Listen();

        var (again, _) = await cabinet.Hears("the cut again");
        Assert.Equal((CommandVerb.PowerCut, cut), (again.Cmd, again.Id));
        await cabinet.Says(cut, AckState.Done);
        await cabinet.Tells("\"slot.02.power_w\":0");
        await cabinet.Becomes(cut, "DONE", "SEEN");
        Assert.Contains((string?)(await cabinet.Find(brief))["state"], (string[])["SENT", "TIMEOUT"]);
        Assert.Equal(HttpStatusCode.Accepted, (await cabinet.Ask("""{"command":"light","args":{"duration_s":1},"expires":1,"reason":"a test"}""", "key-1")).StatusCode);
        Assert.All(cabinet.Rest(), id => Assert.Equal(cut, id)); // the cut itself is said each 2 s until its last word
    }

    /// <summary>However fast the server begins again, the light has expired by then.</summary>
    private sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
