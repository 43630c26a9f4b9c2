using System.Text;
using Stations.Protocol;

namespace Stations.Tests.Protocol;

public sealed class TopicsTests
{
    private static readonly DeviceId Cabinet = new("wanda", "n-1", "cab");

    [Fact]
    public void Every_verb_is_read_back_from_its_topic()
    {
        foreach (var verb in Enum.GetValues<Verb>().Where(verb => verb != Verb.Unknown))
        {
            var ofNode = verb is Verb.Conn or Verb.Birth;
            var text = ofNode ? Topics.Of(Cabinet.NodeId, verb) : Topics.Of(Cabinet, verb);

            Assert.True(Topics.TryParse(Encoding.UTF8.GetBytes(text), out var topic), text);
            Assert.Equal(new Topic(Cabinet.NodeId, ofNode ? null : "cab", verb), topic);
        }
    }

    [Fact]
    public void Topics_look_as_written_down()
    {
        Assert.Equal("wn/1/wanda/n-1/conn", Topics.Of(Cabinet.NodeId, Verb.Conn));
        Assert.Equal("wn/1/wanda/n-1/cab/tele", Topics.Of(Cabinet, Verb.Tele));
        Assert.Equal("wn/1/out/wanda/station/availability", Topics.AvailabilityOf(new StationId("wanda", "station")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("wn/1/wanda/n-1")]
    [InlineData("wn/1/wanda/n-1/tele")]
    [InlineData("wn/1/wanda/n-1/cab/conn")]
    [InlineData("wn/1/wanda/n-1/cab/birth")]
    [InlineData("wn/1/wanda/n-1/cab/other")]
    [InlineData("wn/1/wanda/n-1/cab/Tele")]
    [InlineData("wn/1/wanda/n-1/cab/tele/x")]
    [InlineData("wn/2/wanda/n-1/cab/tele")]
    [InlineData("wn/1/out/n-1/cab/tele")]
    [InlineData("wn/1/out/wanda/station/availability")]
    [InlineData("wn/1/STATE/n-1/conn")]
    [InlineData("xx/1/wanda/n-1/cab/tele")]
    [InlineData("/wn/1/wanda/n-1/cab/tele")]
    [InlineData("wn/1//n-1/cab/tele")]
    [InlineData("wn/1/wanda/+/cab/tele")]
    [InlineData("wn/1/wanda/#")]
    [InlineData("wn/1/wanda/n 1/cab/tele")]
    [InlineData("wn/1/wanda/n\0/cab/tele")]
    [InlineData("wn/1/万达/n-1/cab/tele")]
    [InlineData("wn/1/STATE/server-1")]
    public void Any_other_topic_is_not_ours(string topic) => Assert.False(Topics.TryParse(Encoding.UTF8.GetBytes(topic), out _));

    [Fact]
    public void A_segment_has_at_most_64_characters()
    {
        Assert.True(Topics.TryParse(Encoding.UTF8.GetBytes($"wn/1/w/{new string('n', 64)}/conn"), out _));
        Assert.False(Topics.TryParse(Encoding.UTF8.GetBytes($"wn/1/w/{new string('n', 65)}/conn"), out _));
        Assert.False(Topics.TryParse(Encoding.UTF8.GetBytes($"wn/1/w/{new string('n', 300)}/conn"), out _));
    }
}
