using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stations.Journal;
using Stations.Server.Api;
using Stations.Server.Configuration;
using Stations.Server.Operations;

namespace Stations.Server.Tests.Api;

public sealed class HealthTests(RunningServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_serves_is_alive_and_ready()
    {
        Assert.Equal("alive", (string?)(await server.Get("/healthz"))["status"]);
        Assert.Equal("ready", (string?)(await server.Get("/readyz"))["status"]);
    }

    [Fact]
    public async Task A_server_that_recovers_or_stops_lives_and_is_not_ready()
    {
        var folder = Directory.CreateTempSubdirectory("stations-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var journal = new EventJournal(new JournalOptions(folder.FullName), TimeProvider.System);
        journal.Open();
        builder.Services.AddSingleton(journal).AddSingleton(server.Services.GetRequiredService<Door>()).AddSingleton(server.Services.GetRequiredService<ServerOptions>()).AddSingleton<Readiness>();
        await using (var app = builder.Build())
        {
            app.UseProblems();
            app.MapHealth();
            await app.StartAsync(Cancellation);
            using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

            var recovering = await client.GetAsync("/readyz", Cancellation);
            await recovering.IsProblem(HttpStatusCode.ServiceUnavailable, "not_ready");
            Assert.Equal(TimeSpan.FromSeconds(1), recovering.Headers.RetryAfter?.Delta);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz", Cancellation)).StatusCode);

            app.Services.GetRequiredService<Readiness>().IsUp();
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/readyz", Cancellation)).StatusCode);
        }

        folder.Delete(recursive: true);
    }
}
