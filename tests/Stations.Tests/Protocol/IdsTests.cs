using Stations.Protocol;

namespace Stations.Tests.Protocol;

public sealed class IdsTests
{
    [Fact]
    public void An_id_is_read_back_from_its_text()
    {
        var device = new DeviceId("yiwu-hehua", "e-1.gw", "room_1");
        Assert.True(DeviceId.TryParse(device.ToString(), out var deviceAgain));
        Assert.Equal(device, deviceAgain);

        Assert.True(NodeId.TryParse(device.NodeId.ToString(), out var nodeAgain));
        Assert.Equal(device.NodeId, nodeAgain);

        Assert.True(StationId.TryParse("yiwu-hehua:e-1", out var station));
        Assert.Equal(new StationId("yiwu-hehua", "e-1"), station);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a:")]
    [InlineData(":b:c")]
    [InlineData("a:b:c:d")]
    [InlineData("a:b c")]
    [InlineData("a:b/c:d")]
    [InlineData("襄阳:b:c")]
    [InlineData("out:b:c")]
    [InlineData("STATE:b")]
    [InlineData("out:b")]
    public void A_text_that_is_no_id_is_none(string? text)
    {
        Assert.False(DeviceId.TryParse(text, out _));
        Assert.False(NodeId.TryParse(text, out _));
        Assert.False(StationId.TryParse(text, out _));
    }

    [Fact]
    public void The_number_of_parts_tells_ids_apart()
    {
        Assert.False(DeviceId.TryParse("a:b", out _));
        Assert.False(NodeId.TryParse("a:b:c", out _));
        Assert.False(StationId.TryParse("a:b:c", out _));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("Az09_.-", true)]
    [InlineData("a+", false)]
    [InlineData("é", false)]
    public void A_segment_is_plain_ASCII(string text, bool valid) => Assert.Equal(valid, Segment.IsValid(text));

    [Fact]
    public void Every_kind_has_a_word()
    {
        foreach (var kind in Enum.GetValues<DeviceKind>())
        {
            Assert.Equal(kind, DeviceKinds.Parse(kind.Word()));
        }

        Assert.Equal(DeviceKind.Unknown, DeviceKinds.Parse("teleporter"));
        Assert.Equal(DeviceKind.Unknown, DeviceKinds.Parse(null));
    }

    [Fact]
    public void Every_reason_has_its_own_word()
    {
        var reasons = Enum.GetValues<RejectReason>();
        Assert.Equal(reasons.Length, reasons.Select(reason => reason.Word()).Distinct(StringComparer.Ordinal).Count());
    }
}
