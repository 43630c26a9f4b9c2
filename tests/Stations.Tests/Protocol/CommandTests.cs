using System.Text;
using System.Text.Json;
using Stations.Protocol;

namespace Stations.Tests.Protocol;

public sealed class CommandTests
{
    [Fact]
    public void A_command_is_read_back_as_it_was_written()
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(new CommandMessage(CommandVerb.Rebirth), ProtocolJson.Default.CommandMessage);

        Assert.Equal("""{"cmd":"rebirth"}""", Encoding.UTF8.GetString(payload));
        Assert.True(CommandMessage.TryParse(payload, out var command));
        Assert.Equal(new CommandMessage("rebirth"), command);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rebirth")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"cmd":1}""")]
    [InlineData("""{"cmd":null}""")]
    public void Anything_else_is_no_command(string payload) => Assert.False(CommandMessage.TryParse(Encoding.UTF8.GetBytes(payload), out _));
}
