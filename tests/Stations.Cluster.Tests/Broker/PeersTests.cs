using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Stations.Server.Ingest.Broker;
using Stations.Tests;

namespace Stations.Cluster.Tests.Broker;

public sealed class PeersTests
{
    private readonly ManualClock clock = new();

    [Fact]
    public void The_first_of_those_present_stands_in_for_all_that_are_away()
    {
        var (a, c) = (Of("a"), Of("c"));
        foreach (var peers in new[] { a, c })
        {
            Say(peers, "a", isOnline: true);
            Say(peers, "b", isOnline: false);
            Say(peers, "c", isOnline: true);
            Say(peers, "d", isOnline: false);
        }

        clock.Advance(Peers.Patience);
        Assert.Equal(["b", "d"], a.Absent());
        Assert.Empty(c.Absent());
    }

    [Fact]
    public void A_restart_is_waited_for()
    {
        var peers = Of("a");
        Say(peers, "b", isOnline: false);
        clock.Advance(Peers.Patience - TimeSpan.FromSeconds(1));
        Assert.Empty(peers.Absent());
        Say(peers, "b", isOnline: true);
        clock.Advance(Peers.Patience);
        Assert.Empty(peers.Absent());
    }

    [Fact]
    public void Its_own_will_and_what_is_no_state_say_nothing()
    {
        var peers = Of("a");
        Say(peers, "a", isOnline: false);
        Say(peers, "b c", isOnline: false);
        peers.Heard("wn/1/STATE/d", "offline"u8);
        peers.Heard("wn/1/STATE/e", []);
        clock.Advance(Peers.Patience);
        Assert.Empty(peers.Absent());
    }

    private Peers Of(string own) => new(own, clock, NullLogger.Instance);

    private static void Say(Peers peers, string server, bool isOnline) => peers.Heard(
        $"wn/1/STATE/{server}", Encoding.UTF8.GetBytes($$"""{"online":{{(isOnline ? "true" : "false")}},"boot":"1","ts":1762400000123}"""));
}
