using System.Net;
using Microsoft.Extensions.Configuration;
using Stations.Server.Configuration;

namespace Stations.Cluster.Tests;

public sealed class PlaceTests
{
    private const string Store = "--Data:Store=Host=db;Database=stations";
    private const string Broker = "--Broker:Address=mqtt://broker:1883";

    [Fact]
    public void A_server_is_everything_unless_it_is_told_otherwise() =>
        Assert.Equal(new ClusterPlace(ClusterRole.All, "stations", "stations", 11111, 30000, null, ClusterPlace.UsualDrain), Read(Store, Broker).Place);

    [Fact]
    public void Every_setting_is_heard() =>
        Assert.Equal(
            new ClusterPlace(ClusterRole.Gateway, "east", "city", 1, 2, IPAddress.Parse("10.0.0.5"), TimeSpan.FromSeconds(5)),
            Read(Store, Broker, "--Cluster:Role=gateway", "--Cluster:Id=east", "--Cluster:Service=city", "--Cluster:SiloPort=1", "--Cluster:GatewayPort=2", "--Cluster:Advertise=10.0.0.5", "--Cluster:DrainSeconds=5").Place);

    [Theory]
    [InlineData(ClusterRole.All, true, true)]
    [InlineData(ClusterRole.Silo, true, false)]
    [InlineData(ClusterRole.Gateway, false, true)]
    public void Each_role_does_its_part(ClusterRole role, bool runsGrains, bool servesPeople)
    {
        var place = Read(Store, Broker, $"--Cluster:Role={role}").Place;
        Assert.Equal((runsGrains, servesPeople), (place.RunsGrains, place.ServesPeople));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var told = Assert.Throws<OptionsException>(() => Read(
            "--Cluster:Role=Master", $"--Cluster:Id={new string('x', 101)}", "--Cluster:SiloPort=0", "--Cluster:GatewayPort=65536", "--Cluster:Advertise=0.0.0.0", "--Cluster:Port=1")).Message;
        Assert.All(
            ["Cluster:Role is 'Master'", "Cluster:Id has 101", "Cluster:SiloPort is '0'", "Cluster:GatewayPort is '65536'", "Cluster:Advertise is '0.0.0.0'", "Data:Store is missing", "Cluster:Port is not a setting"],
            mistake => Assert.Contains(mistake, told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--Cluster:SiloPort=4000", "--Cluster:GatewayPort=4000", "must differ")]
    [InlineData("--Cluster:Role=Silo", "--Demo", "--demo needs Cluster:Role=All")]
    [InlineData("--Cluster:Role=Gateway", "--Mqtt:Address=127.0.0.1:1", "Broker:Address is missing")]
    [InlineData("--Cluster:Role=All", "--Cluster:Id=x", "Broker:Address is missing")]
    public void What_does_not_go_together_is_a_mistake(string one, string other, string expected) =>
        Assert.Contains(expected, Assert.Throws<OptionsException>(() => Read(Store, one, other)).Message, StringComparison.Ordinal);

    private static ServerOptions Read(params string[] settings) =>
        ServerOptions.Read(new ConfigurationBuilder().AddCommandLine([.. settings.Where(setting => setting != "--Demo")]).Build(), demo: settings.Contains("--Demo", StringComparer.Ordinal));
}
