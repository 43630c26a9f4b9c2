using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Serialization;
using Stations.Cluster.Tests;
using Stations.Server.Cluster;
using Stations.Server.Configuration;
using Stations.Server.Operations;
using Stations.Tests;

[assembly: AssemblyFixture(typeof(TestCluster))]

namespace Stations.Cluster.Tests;

/// <summary>Two silos in this process that meet in a database of their own, set up as the server sets them up.</summary>
public sealed class TestCluster : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly string database = PostgresServer.Shared.CreateDatabase();

    public IHost First { get; private set; } = null!;

    public IHost Second { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Engine.Prepare(Options(), TestContext.Current.CancellationToken);
        First = Silo();
        Second = Silo();
        await Task.WhenAll(First.StartAsync(), Second.StartAsync()).WaitAsync(Longest, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Second.StopAsync();
        await First.StopAsync();
        Second.Dispose();
        First.Dispose();
    }

    /// <summary>Another silo of the same cluster, not started.</summary>
    internal IHost Silo(params string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSerializer(Wire.Configure);
        builder.UseOrleans(silo => silo.Join(Options(settings)));
        return builder.Build();
    }

    /// <param name="settings">Beside those that such a server needs.</param>
    internal ServerOptions Options(params string[] settings) => ServerOptions.Read(
        new ConfigurationBuilder().AddCommandLine(
            [$"--Data:Store={database}", "--Cluster:Role=Silo", "--Cluster:Advertise=127.0.0.1", $"--Cluster:SiloPort={Ports.Free()}", $"--Cluster:GatewayPort={Ports.Free()}", .. settings]).Build(),
        demo: false);

    /// <summary>Waits until a server sees the cluster so.</summary>
    internal static async Task Sees(IHost observer, Func<ClusterMembershipSnapshot, bool> so, string what)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Longest);
        try
        {
            await foreach (var members in observer.Services.GetRequiredService<IClusterMembershipService>().MembershipUpdates.WithCancellation(patience.Token))
            {
                if (so(members))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Said below.
        }

        Assert.Fail($"Waited {Longest.TotalSeconds} s in vain for {what}.");
    }

    internal static SiloAddress AddressOf(IHost silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;
}
