using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Stations.Server;
using Stations.Server.Operations;
using Stations.Tests;

namespace Stations.Cluster.Tests;

/// <summary>Whole servers, as people start them.</summary>
internal static class Servers
{
    /// <summary>A server that takes devices itself.</summary>
    private static readonly string[] Own = ["--Mqtt:Address=127.0.0.1:0", "--Mqtt:Anonymous=true"];

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static async Task<WebApplication> Start(string database, DirectoryInfo folder, string name, params string[] settings)
    {
        var server = ServerHost.Create(
        [
            "--Http:Address=127.0.0.1:0", "--Enrolment:Auto=true", "--Logging:LogLevel:Default=Warning",
            .. settings.Any(setting => setting.StartsWith("--Broker:", StringComparison.Ordinal)) ? [] : Own,
            $"--Data:Folder={Path.Combine(folder.FullName, name)}", $"--Data:Store={database}",
            "--Cluster:Advertise=127.0.0.1", "--Cluster:DrainSeconds=0", $"--Cluster:SiloPort={Ports.Free()}", $"--Cluster:GatewayPort={Ports.Free()}", .. settings,
        ]);
        await server.StartAsync(TestContext.Current.CancellationToken);
        var up = server.Services.GetRequiredService<StartUp>().Up;
        await Task.WhenAny(up, Task.Delay(Longest, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.True(up.IsCompleted && await up, $"The {name} server is not up: {server.Services.GetRequiredService<Readiness>().WhyNot}");
        return server;
    }
}
