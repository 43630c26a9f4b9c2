using Stations.Protocol;

namespace Stations.Tests.Protocol.Adapters;

public sealed class AdapterBookTests
{
    private static readonly string[] Firmwares = ["*", "2.*", "2.1*", "2.1", "3.0"];
    private static readonly AdapterRow[] Rows = [.. Firmwares.Skip(1).Select((firmware, index) => new AdapterRow("M", "CAB-12", firmware, [new($"f{index}", IsOfSlot: false, Field.TemperatureC)]))];

    [Theory]
    [InlineData("M", "CAB-12", "2.1", "2.1")]
    [InlineData("M", "CAB-12", "2.1.9", "2.1*")]
    [InlineData("M", "CAB-12", "2.9", "2.*")]
    [InlineData("M", "CAB-12", "2.", "2.*")]
    [InlineData("M", "CAB-12", "3.0", "3.0")]
    public void Of_rows_that_fit_the_one_that_says_most_is_taken(string maker, string model, string firmware, string row) =>
        Assert.Equal(TemperatureOf(Rows.Single(one => one.Firmware == row)), TemperatureOf(new AdapterBook(Rows).Of(maker, model, firmware)!));

    [Theory]
    [InlineData("3.0.1")]
    [InlineData("2")]
    [InlineData("")]
    [InlineData(null)]
    public void A_firmware_of_a_listed_model_that_no_row_names_is_unlisted(string? firmware)
    {
        Assert.Same(Adapter.Unlisted, new AdapterBook(Rows).Of("M", "CAB-12", firmware));
        Assert.NotSame(Adapter.Unlisted, new AdapterBook([.. Rows, new("M", "CAB-12", "*", [])]).Of("M", "CAB-12", firmware));
    }

    [Theory]
    [InlineData("M", "cab-12")]
    [InlineData("m", "CAB-12")]
    [InlineData("M", null)]
    [InlineData(null, "CAB-12")]
    public void A_model_that_is_not_listed_has_no_adapter(string? maker, string? model) => Assert.Null(new AdapterBook(Rows).Of(maker, model, "2.1"));

    [Fact]
    public void Where_there_are_adapters_nobody_is_believed_before_a_birth_has_said_who_speaks()
    {
        Assert.Same(Adapter.Unlisted, new AdapterBook(Rows).OfUnborn);
        Assert.Null(AdapterBook.None.OfUnborn);
    }

    private static string TemperatureOf(AdapterRow row) => row.Fields[0].Name;

    private static string TemperatureOf(Adapter adapter) => Rows.Select(TemperatureOf).Single(name =>
    {
        Assert.True(adapter.TryTranslate(System.Text.Encoding.UTF8.GetBytes($$$"""{"d":{"{{{name}}}":1}}"""), life: null, new System.Buffers.ArrayBufferWriter<byte>(), out var ours));
        return System.Text.Encoding.UTF8.GetString(ours).Contains("temperature_c", StringComparison.Ordinal);
    });
}
