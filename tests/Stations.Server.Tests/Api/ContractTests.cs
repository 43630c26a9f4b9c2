using Stations.Tests;

namespace Stations.Server.Tests.Api;

public sealed class ContractTests(RunningServer server)
{
    [Fact]
    public async Task The_pages_know_the_shapes_that_the_server_sends()
    {
        var made = Contract.Of(await server.Get("/openapi/v1.json"));
        var path = Path.Combine(Checkout.Root, "src", "Stations.Web", "live", "contract.ts");
        var kept = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
        if (kept != made)
        {
            await File.WriteAllTextAsync(path, made, TestContext.Current.CancellationToken);
        }

        Assert.True(kept == made, $"{path} was not what the server sends now. It has been written anew: check the pages against it and commit it.");
    }
}
