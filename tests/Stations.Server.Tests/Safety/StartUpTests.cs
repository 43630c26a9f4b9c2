using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Stations.Server.Access;
using Stations.Server.Operations;
using Stations.Server.Tests.Api;
using Stations.Tests;

namespace Stations.Server.Tests.Safety;

public sealed class StartUpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_that_is_away_is_waited_for_while_the_server_says_so_and_claims_nothing()
    {
        var server = new RunningServer();
        await server.InitializeAsync();
        await server.BearCoolers("away", "s");
        await server.Stop();
        var clock = new ManualClock();

        await using (var closed = await server.Ground.RefuseEntry())
        {
            var waits = clock.Armed(StartUp.FirstPause);
            await server.Begin(clock);
            await waits.Within("the pause after the first try");

            var ready = await (await server.Riders.GetAsync("/readyz", Cancellation)).IsProblem(HttpStatusCode.ServiceUnavailable, "not_ready");
            Assert.Contains(closed.Words, (string?)ready["detail"], StringComparison.Ordinal);
            Assert.Equal("alive", (string?)(await server.Get("/healthz"))["status"]);
            foreach (var path in new[] { "/api/v1/stations", "/api/v1/stations/away:s", "/api/v1/devices", "/api/v1/devices/away:gw-s:c1", "/api/v1/stream" })
            {
                var answer = await server.Riders.GetAsync(path, Cancellation);
                await answer.IsProblem(HttpStatusCode.ServiceUnavailable, "loading");
                Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
            }

            await (await server.Operator.GetAsync("/api/v1/alarms", Cancellation)).IsProblem(HttpStatusCode.ServiceUnavailable, "loading");
            Assert.Empty(server.Services.GetRequiredService<SecurityLog>().Events);
        }

        clock.Advance(StartUp.FirstPause);
        await server.IsUp();
        Assert.Equal("ready", (string?)(await server.Get("/readyz"))["status"]);
        Assert.Equal("away:gw-s:c1", (string?)(await server.Get("/api/v1/devices/away:gw-s:c1"))["id"]);
        await server.DisposeAsync();
    }
}
