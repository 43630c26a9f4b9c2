using System.Text;
using System.Text.Json;
using Stations.Protocol;

namespace Stations.Tests.Protocol;

public sealed class ConnTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_conn_is_read_back_as_it_was_written(bool online)
    {
        var conn = new Conn(online, "boot", 1762400000123);

        Assert.True(Conn.TryParse(JsonSerializer.SerializeToUtf8Bytes(conn, ProtocolJson.Default.Conn), out var again, out _, out var detail), detail);
        Assert.Equal(conn, again);
    }

    [Theory]
    [InlineData("", RejectReason.NotJson)]
    [InlineData("null", RejectReason.WrongType)]
    [InlineData("""{"online":1,"boot":"b","ts":1762400000123}""", RejectReason.WrongType)]
    [InlineData("""{"boot":"b","ts":1762400000123}""", RejectReason.MissingField)]
    [InlineData("""{"online":false,"ts":1762400000123}""", RejectReason.MissingField)]
    [InlineData("""{"online":false,"boot":"b"}""", RejectReason.MissingField)]
    [InlineData("""{"online":true,"boot":"b","ts":1762400000}""", RejectReason.BadTime)]
    public void What_is_wrong_is_named(string payload, RejectReason expected)
    {
        Assert.False(Conn.TryParse(Encoding.UTF8.GetBytes(payload), out _, out var reason, out var detail));
        Assert.Equal(expected, reason);
        Assert.NotEmpty(detail);
    }

    [Fact]
    public void A_payload_of_20_KiB_is_too_large()
    {
        Assert.False(Conn.TryParse(new byte[20 * 1024], out _, out var reason, out _));
        Assert.Equal(RejectReason.TooLarge, reason);
    }
}
