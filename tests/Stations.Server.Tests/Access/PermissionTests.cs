using System.Text;
using Stations.Protocol;
using Stations.Server.Access;

namespace Stations.Server.Tests.Access;

public sealed class PermissionTests
{
    private static readonly Client.Node Node = new(new NodeId("d", "n"), "hash");

    [Theory]
    [InlineData("wn/1/d/n/conn", true)]
    [InlineData("wn/1/d/n/birth", true)]
    [InlineData("wn/1/d/n/cab/state", true)]
    [InlineData("wn/1/d/n/cab/tele", true)]
    [InlineData("wn/1/d/n/cab/evt", true)]
    [InlineData("wn/1/d/n/cab/ack", true)]
    [InlineData("wn/1/d/n/cab/reported", true)]
    [InlineData("wn/1/d/n/cab/cmd", false)]
    [InlineData("wn/1/d/n/cab/desired", false)]
    [InlineData("wn/1/d/n/cab/availability", false)]
    [InlineData("wn/1/d/m/cab/tele", false)]
    [InlineData("wn/1/e/n/cab/tele", false)]
    [InlineData("wn/1/D/n/cab/tele", false)]
    [InlineData("wn/1/STATE/server", false)]
    [InlineData("wn/1/out/d/s/availability", false)]
    [InlineData("wn/2/d/n/cab/tele", false)]
    [InlineData("/wn/1/d/n/cab/tele", false)]
    [InlineData("$SYS/wn/1/d/n/cab/tele", false)]
    [InlineData("$share/g/wn/1/d/n/cab/tele", false)]
    [InlineData("wn/1/d/n//tele", false)]
    [InlineData("wn/1/d/n/cab/tele/", false)]
    public void A_node_says_what_devices_say_on_its_own_prefix(string topic, bool may)
    {
        Assert.Equal(may, Node.MayPublish(topic));
        Assert.False(new Client.Operator(Caller.Owner()).MayPublish(topic));
    }

    [Fact]
    public void A_node_is_told_a_prefix_that_it_may_listen_below()
    {
        Assert.True(Node.MaySubscribe($"{Node.ResponsePrefix}answers/cmd"));
        Assert.Null(new Client.Operator(Caller.Owner()).ResponsePrefix);
    }

    [Theory]
    [InlineData("wn/1/d/n/cab/cmd", true)]
    [InlineData("wn/1/d/n/+/cmd", true)]
    [InlineData("wn/1/d/n/+/desired", true)]
    [InlineData("wn/1/STATE/+", true)]
    [InlineData("wn/1/STATE/server-1", true)]
    [InlineData("#", false)]
    [InlineData("+/#", false)]
    [InlineData("wn/#", false)]
    [InlineData("wn/1/d/#", false)]
    [InlineData("wn/1/d/n/#", false)]
    [InlineData("wn/1/d/n/cab/#", false)]
    [InlineData("wn/1/d/n/cab/+", false)]
    [InlineData("wn/1/d/n/cab/tele", false)]
    [InlineData("wn/1/d/+/cab/cmd", false)]
    [InlineData("wn/1/+/n/cab/cmd", false)]
    [InlineData("wn/+/d/n/cab/cmd", false)]
    [InlineData("+/1/d/n/cab/cmd", false)]
    [InlineData("+/+/+/+/+/cmd", false)]
    [InlineData("wn/1/d/m/cab/cmd", false)]
    [InlineData("wn/1/d/n/cab/cmd/#", false)]
    [InlineData("wn/1/STATE/#", false)]
    [InlineData("wn/1/STATE", false)]
    [InlineData("wn/1/+/server-1", false)]
    [InlineData("$SYS/#", false)]
    [InlineData("$share/g/wn/1/d/n/+/cmd", false)]
    public void A_node_hears_its_own_commands_and_the_servers_states_through_no_wider_filter(string filter, bool may) => Assert.Equal(may, Node.MaySubscribe(filter));

    [Fact]
    public void No_filter_that_a_node_may_use_matches_a_topic_that_is_not_its_own()
    {
        var dice = new Random(20261122);
        string[] levels = ["wn", "1", "d", "n", "m", "cab", "cmd", "desired", "tele", "conn", "STATE", "out", "+", "#", "", "$SYS"];
        var (allowed, tried) = (0, 0);
        for (; tried < 200_000; tried++)
        {
            var filter = string.Join('/', Enumerable.Range(0, dice.Next(1, 7)).Select(at => dice.Next(3) > 0 ? ((string[])["wn", "1", "d", "n", "+", "cmd"])[at % 6] : levels[dice.Next(levels.Length)]));
            if (!Mqtt.Packets.TopicFilter.IsValid(filter) || !Node.MaySubscribe(filter))
            {
                continue;
            }

            allowed++;
            foreach (var foreign in (string[])["wn/1/d/m/cab/cmd", "wn/1/m/n/cab/cmd", "wn/1/d/n/cab/tele", "wn/1/d/n/conn", "wn/1/out/d/s/availability", "$SYS/x", "wn/1/d/n/cab/cmd/x"])
            {
                Assert.False(Mqtt.Packets.TopicFilter.Matches(filter, foreign), $"{filter} matches {foreign}");
            }
        }

        Assert.True(allowed > 100, $"only {allowed} of {tried} were allowed");
    }

    [Theory]
    [InlineData("d/n", true)]
    [InlineData("d:n", false)]
    [InlineData("d/n/", false)]
    [InlineData("/d/n", false)]
    [InlineData(" d/n", false)]
    [InlineData("d/n\n", false)]
    [InlineData("d/ｎ", false)]
    [InlineData("d//n", false)]
    [InlineData("d/n:x", false)]
    public void One_user_name_is_one_node(string name, bool isNode) => Assert.Equal(isNode, Client.Node.TryParse(name, out _));

    [Fact]
    public void A_code_is_the_same_however_a_person_types_it()
    {
        Assert.Equal("7F3K91X001", Encoding.ASCII.GetString(Secrets.Normal("7f3k9-lxOoI")));
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$", Secrets.NewCode());
    }
}
