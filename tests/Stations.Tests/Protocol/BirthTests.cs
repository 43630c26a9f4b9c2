using System.Text;
using System.Text.Json;
using Stations.Protocol;

namespace Stations.Tests.Protocol;

public sealed class BirthTests
{
    private const string Head = """ "v":1,"boot":"01J","seq":1,"ts":1762400000123 """;
    private const string Cabinet = """{"device":"cab","kind":"charging_cabinet","station":"s-1","name":"C","slots":12}""";

    [Fact]
    public void A_birth_says_what_the_node_carries_and_how_it_stands()
    {
        var birth = Parse($$"""{ {{Head}},"full":true,"devices":[{{Cabinet}}],"d":{"cab":{"temperature_c":24.5,"slot.03.present":true} } }""");

        Assert.Equal(new BirthDevice("cab", "charging_cabinet", "s-1", "C", 12), Assert.Single(birth.Devices));
        var parser = new ReadingParser();
        Assert.True(parser.TryParse(birth.StateOf("cab"), out _, out var detail), detail);
        Assert.Equal(("01J", 1L, 1762400000123L, true), (parser.Reading.Boot, parser.Reading.Seq, parser.Reading.DeviceTime, parser.Reading.Full));
        Assert.Equal([Sample.Of(Field.TemperatureC, 24.5), Sample.Of(Field.Present, true, 3)], parser.Reading.Samples.ToArray());
    }

    [Fact]
    public void A_device_without_a_state_is_fully_unknown()
    {
        var birth = Parse($$"""{ {{Head}},"devices":[{{Cabinet}}] }""");

        var parser = new ReadingParser();
        Assert.True(parser.TryParse(birth.StateOf("cab"), out _, out var detail), detail);
        Assert.Equal((true, 0), (parser.Reading.Full, parser.Reading.Count));
    }

    [Fact]
    public void A_birth_is_read_back_as_it_was_written()
    {
        var birth = new Birth(
            1,
            "boot",
            9,
            1762400000123,
            new BirthNode("m", "n", "1.0"),
            [new BirthStation("s-1", new Dictionary<string, string>(StringComparer.Ordinal) { ["zh-CN"] = "暖新驿站" }, null, null, "07:00-01:00", 32.05, 112.12)],
            [new BirthDevice("cab", "charging_cabinet", "s-1", "C", 12)],
            new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["cab"] = EnvelopeWriter.ToElement([Sample.Of(Field.TemperatureC, 24.5)]) });

        var payload = JsonSerializer.SerializeToUtf8Bytes(birth, ProtocolJson.Default.Birth);
        var again = Parse(Encoding.UTF8.GetString(payload));

        Assert.Equal(payload, JsonSerializer.SerializeToUtf8Bytes(again, ProtocolJson.Default.Birth));
        Assert.Equal("暖新驿站", Assert.Single(again.Stations!).Name!["zh-CN"]);
        Assert.Contains("\"full\":true", Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", RejectReason.NotJson)]
    [InlineData("{", RejectReason.NotJson)]
    [InlineData("null", RejectReason.WrongType)]
    [InlineData("[]", RejectReason.WrongType)]
    [InlineData("{ HEAD }", RejectReason.MissingField)]
    [InlineData("""{ "v":1,"boot":"b","ts":1762400000123,"devices":[] }""", RejectReason.MissingField)]
    [InlineData("""{ "v":1,"seq":1,"ts":1762400000123,"devices":[] }""", RejectReason.MissingField)]
    [InlineData("""{ "v":1,"boot":"b","seq":1,"devices":[] }""", RejectReason.MissingField)]
    [InlineData("{ HEAD,\"v\":2,\"devices\":[] }", RejectReason.WrongVersion)]
    [InlineData("{ HEAD,\"seq\":-1,\"devices\":[] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"ts\":1762400000,\"devices\":[] }", RejectReason.BadTime)]
    [InlineData("{ HEAD,\"devices\":[null] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"devices\":[],\"stations\":[null] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"devices\":[{}] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"devices\":[{\"device\":\"a b\",\"kind\":\"station\",\"station\":\"s\"}] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"devices\":[{\"device\":\"a\",\"kind\":\"station\",\"station\":\"s\",\"slots\":65}] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"devices\":[CAB,CAB] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"devices\":[],\"stations\":[{\"station\":\"s\",\"latitude\":0,\"longitude\":0}] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"devices\":[],\"stations\":[{\"station\":\"s\",\"latitude\":32.1}] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"devices\":[],\"d\":[] }", RejectReason.WrongType)]
    [InlineData("{ HEAD,\"devices\":[],\"d\":{\"cab\":{\"x\":[[[[[[[[1]]]]]]]]}} }", RejectReason.TooDeep)]
    public void What_is_wrong_is_named(string payload, RejectReason expected)
    {
        var bytes = Encoding.UTF8.GetBytes(payload.Replace("HEAD", Head, StringComparison.Ordinal).Replace("CAB", Cabinet, StringComparison.Ordinal));

        Assert.False(Birth.TryParse(bytes, out _, out var reason, out var detail));
        Assert.Equal(expected, reason);
        Assert.NotEmpty(detail);
    }

    [Fact]
    public void A_birth_has_limits()
    {
        Assert.False(Birth.TryParse(new byte[20 * 1024], out _, out var reason, out _));
        Assert.Equal(RejectReason.TooLarge, reason);

        var devices = string.Join(',', Enumerable.Range(0, Birth.MaxDevices + 1).Select(i => $$"""{"device":"d{{i}}","kind":"station","station":"s"}"""));
        Assert.False(Birth.TryParse(Encoding.UTF8.GetBytes($$"""{ {{Head}},"devices":[{{devices}}] }"""), out _, out reason, out _));
        Assert.Equal(RejectReason.TooMany, reason);
    }

    private static Birth Parse(string payload)
    {
        Assert.True(Birth.TryParse(Encoding.UTF8.GetBytes(payload), out var birth, out var reason, out var detail), $"{reason}: {detail}");
        return birth;
    }
}
