using Stations.Protocol;

namespace Stations.Tests.Protocol;

public sealed class SharedTextTests
{
    [Fact]
    public void The_same_characters_are_the_same_string()
    {
        Assert.Same(SharedText.Of("shared-text"), SharedText.Of(['s', .. "hared-text"]));
        Assert.True(NodeId.TryParse("shared:node", out var one));
        Assert.True(NodeId.TryParse("shared:node", out var other));
        Assert.Same(one.District, other.District);
        Assert.Same(one.ToString(), new NodeId(new string("shared"), new string("node")).ToString());
        Assert.Equal("d:n:v", new DeviceId("d", "n", "v").ToString());
    }

    [Fact]
    public void However_many_there_are_each_is_what_was_asked_for()
    {
        for (var number = 0; number < 20_000; number++)
        {
            Assert.Equal($"{number}", SharedText.Of($"{number}"));
        }
    }

    [Fact]
    public void What_is_too_long_for_an_id_is_right_all_the_same()
    {
        var text = new string('x', 1000);
        Assert.Equal(text, SharedText.Of(text));
        Assert.Equal($"{text}:{text}", new NodeId(text, text).ToString());
        Assert.Equal($"{text}:a:b", new DeviceId(text, "a", "b").ToString());
    }

    [Fact]
    public void Births_of_many_nodes_share_what_they_say_alike()
    {
        var payload = """{"v":1,"boot":"A","seq":1,"ts":1762400000123,"node":{"maker":"Maker","model":"M\u0031","firmware":"1.0.0"},"devices":[{"device":"cab","kind":"water_cooler","station":"s","name":"\u6696"}],"d":{}}"""u8;
        Assert.True(Birth.TryParse(payload, out var one, out _, out _));
        Assert.True(Birth.TryParse(payload, out var other, out _, out _));

        Assert.Same(one.Node!.Firmware, other.Node!.Firmware);
        Assert.Same(one.Devices[0].Kind, other.Devices[0].Kind);
        Assert.Equal(("M1", "暖", "cab"), (one.Node.Model, one.Devices[0].Name, one.Devices[0].Device));
    }

    [Theory]
    [InlineData("\"maker\":5")]
    [InlineData("\"maker\":{}")]
    [InlineData("\"maker\":\"\\ud800\"")]
    public void What_is_no_text_is_refused(string member)
    {
        var payload = """{"v":1,"boot":"A","seq":1,"ts":1762400000123,"node":{MEMBER},"devices":[],"d":{}}""".Replace("MEMBER", member, StringComparison.Ordinal);
        Assert.False(Birth.TryParse(System.Text.Encoding.UTF8.GetBytes(payload), out _, out var reason, out _));
        Assert.NotEqual(RejectReason.None, reason);
    }
}
