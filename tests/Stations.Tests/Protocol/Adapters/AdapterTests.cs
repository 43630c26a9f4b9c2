using System.Buffers;
using System.Text;
using Stations.Protocol;

namespace Stations.Tests.Protocol.Adapters;

public sealed class AdapterTests
{
    private const string Life = "01J";
    private static readonly Dictionary<string, string> Opposite = new(StringComparer.Ordinal) { ["true"] = "false", ["false"] = "true" };
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal) { ["0"] = "closed", ["1"] = "open", ["-7.5"] = "open", ["关"] = "closed", ["false"] = "closed" };

    private static readonly Adapter Adapter = new(
    [
        new("present", IsOfSlot: true, Field.Present) { Words = Opposite },
        new("lid", IsOfSlot: true, Field.Door) { Words = Codes },
        new("temp", IsOfSlot: false, Field.TemperatureC) { Times = 0.1, Plus = -40 },
        new("id", IsOfSlot: true, Field.BatterySerial),
    ]);

    [Theory]
    [InlineData("\"slot.03.present\":true", "\"slot.03.present\":false")]
    [InlineData("\"slot.3.present\": false ", "\"slot.3.present\": true ")]
    [InlineData("\"slot.03.present\":null", "\"slot.03.present\":null")]
    [InlineData("\"slot.03.present\":{\"v\":true,\"q\":\"good\",\"by\":[1]}", "\"slot.03.present\":{\"v\":false,\"q\":\"good\",\"by\":[1]}")]
    [InlineData("\"slot.03.present\":{\"q\":\"bad\",\"v\":true}", "\"slot.03.present\":{\"q\":\"bad\",\"v\":false}")]
    [InlineData("\"slot.12.lid\":1", "\"slot.12.door\":\"open\"")]
    [InlineData("\"slot.12.lid\":\"1\"", "\"slot.12.door\":\"open\"")]
    [InlineData("\"slot.12.lid\":-7.5", "\"slot.12.door\":\"open\"")]
    [InlineData("\"slot.12.lid\":\"关\"", "\"slot.12.door\":\"closed\"")]
    [InlineData("\"slot.12.lid\":\"\\u5173\"", "\"slot.12.door\":\"closed\"")]
    [InlineData("\"slot.12.lid\":false,\"slot.1.lid\":0", "\"slot.12.door\":\"closed\",\"slot.1.door\":\"closed\"")]
    [InlineData("\"temp\":645", "\"temperature_c\":24.5")]
    [InlineData("\"temp\":6.4512e2", "\"temperature_c\":24.512")]
    [InlineData("\"temp\":{\"v\":645}", "\"temperature_c\":{\"v\":24.5}")]
    [InlineData("\"slot.01.id\":\"A\\n7\"", "\"slot.01.battery_serial\":\"A\\n7\"")]
    public void What_the_table_names_is_said_in_our_words(string theirs, string ours) => Assert.Equal(Message(ours), Translate(Message(theirs)));

    [Theory]
    [InlineData("\"power_w\":12.50,\"slot.01.relay\" : true")]
    [InlineData("\"present\":true")]
    [InlineData("\"slot.01.temp\":245")]
    [InlineData("\"slot.lid\":1,\"slot..lid\":1,\"slotx01.lid\":1")]
    [InlineData("\"unheard_of\":{\"present\":[true]}")]
    [InlineData("")]
    public void What_it_does_not_name_stays_byte_for_byte(string said) => Assert.Equal(Message(said), Translate(Message(said)));

    [Theory]
    [InlineData("\"slot.03.present\":\"true\"", "\"slot.03.present\":false", 0)]
    [InlineData("\"slot.03.present\":2", "\"slot.03.present\":null,\"?slot.03.present\":2", 1)]
    [InlineData("\"slot.03.present\":{\"v\":\"yes\",\"q\":\"good\"}", "\"slot.03.present\":null,\"?slot.03.present\":{\"v\":\"yes\",\"q\":\"good\"}", 1)]
    [InlineData("\"slot.03.present\":{\"v\":true,\"v\":false}", "\"slot.03.present\":null,\"?slot.03.present\":{\"v\":true,\"v\":false}", 1)]
    [InlineData("\"slot.03.present\":[true]", "\"slot.03.present\":null,\"?slot.03.present\":[true]", 1)]
    [InlineData("\"slot.03.lid\":\"closed\"", "\"slot.03.door\":null,\"?slot.03.lid\":\"closed\"", 1)]
    [InlineData("\"slot.03.lid\":1.0", "\"slot.03.door\":null,\"?slot.03.lid\":1.0", 1)]
    [InlineData("\"temp\":\"645\"", "\"temperature_c\":null,\"?temp\":\"645\"", 1)]
    [InlineData("\"temp\":1e400", "\"temperature_c\":null,\"?temp\":1e400", 1)]
    public void A_word_that_the_table_does_not_know_is_no_value_and_counted_and_kept(string theirs, string ours, int unknown)
    {
        var translated = Translate(Message(theirs));

        Assert.Equal(Message(ours), translated);
        Assert.Equal(unknown, Read(translated).UnknownFields);
    }

    [Fact]
    public void A_field_of_theirs_that_has_the_name_of_one_of_ours_is_not_taken_for_it() =>
        Assert.Equal(Message("\"temperature_c\":24.5,\"?temperature_c\":91,\"slot.01.temperature_c\":30"), Translate(Message("\"temp\":645,\"temperature_c\":91,\"slot.01.temperature_c\":30")));

    [Fact]
    public void Two_fields_may_change_their_names()
    {
        var swapped = new Adapter([new("hot_c", IsOfSlot: false, Field.ColdC), new("cold_c", IsOfSlot: false, Field.HotC)]);

        Assert.Equal(Message("\"cold_c\":90,\"hot_c\":9"), Translate(Message("\"hot_c\":90,\"cold_c\":9"), swapped));
    }

    [Fact]
    public void What_another_life_says_is_kept_and_means_nothing()
    {
        var late = Translate(Message("\"slot.03.present\":true,\"power_w\":{\"v\":3}", "00A"));

        Assert.Equal(Message("\"?slot.03.present\":true,\"?power_w\":{\"v\":3}", "00A"), late);
        Assert.Equal((0, 2, false), (Read(late).Count, Read(late).UnknownFields, Read(late).Full));
    }

    [Fact]
    public void A_firmware_without_fields_speaks_our_words_in_its_own_life_only()
    {
        var ours = new Adapter([]);

        Assert.Equal(Message("\"slot.03.present\":true"), Translate(Message("\"slot.03.present\":true"), ours));
        Assert.Equal(Message("\"?slot.03.present\":true", "00A"), Translate(Message("\"slot.03.present\":true", "00A"), ours));
    }

    [Fact]
    public void Nothing_that_an_unlisted_firmware_says_is_believed_nor_what_was_known_before()
    {
        var reading = Read(Translate(Message("\"slot.03.present\":true,\"smoke\":false,\"slot.99.door\":\"open\""), Adapter.Unlisted));

        Assert.Equal((0, 3, true), (reading.Count, reading.UnknownFields, reading.Full));
        Assert.Equal((Life, 7L), (reading.Boot, reading.Seq));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"v\":1,\"boot\":\"01J\",\"seq\":7,\"ts\":1762400000123,\"d\":[]}")]
    [InlineData("{\"v\":1,\"boot\":\"01J\",\"seq\":7,\"ts\":1762400000123,\"d\":{\"temp\":[[[[[[[[[1]]]]]]]]]}}")]
    [InlineData("{\"v\":1,\"boot\":\"01J\",\"seq\":7,\"ts\":1762400000123,\"d\":{\"temp\":1}")]
    [InlineData("{\"v\":1,\"boot\":\"01J\",\"seq\":7,\"ts\":1762400000123,\"d\":{\"temp\":1}} x")]
    [InlineData("{\"v\":1,\"boot\":\"\\ud800\",\"seq\":7,\"ts\":1762400000123,\"d\":{\"temp\":1}}")]
    public void What_is_no_message_is_none_after_it(string payload)
    {
        foreach (var adapter in (Adapter[])[Adapter, Adapter.Unlisted, new([])])
        {
            var bytes = Encoding.UTF8.GetBytes(payload);
            Assert.False(adapter.TryTranslate(bytes, Life, new ArrayBufferWriter<byte>(), out var ours) && new ReadingParser().TryParse(ours, out _, out _));
        }
    }

    [Fact]
    public void A_word_that_is_no_text_is_no_message() =>
        Assert.False(Adapter.TryTranslate(Encoding.UTF8.GetBytes(Message("\"slot.03.lid\":\"\\ud800\"")), Life, new ArrayBufferWriter<byte>(), out _));

    [Theory]
    [InlineData("\"slot.03.present\":true,\"slot.03.lid\":\"shut\",\"slot.04.lid\":1,\"temp\":645,\"power_w\":{\"v\":3}", Life)]
    [InlineData("\"slot.03.present\":true,\"power_w\":{\"v\":3}", "00A")]
    public void A_message_allocates_nothing(string said, string boot)
    {
        var payload = Encoding.UTF8.GetBytes(Message(said, boot));
        var room = new ArrayBufferWriter<byte>(1024);
        for (var times = 0; times < 1000; times++)
        {
            Adapter.TryTranslate(payload, Life, room, out _);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(Adapter.TryTranslate(payload, Life, room, out var ours));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotEqual(payload, ours.ToArray());
    }

    private static string Message(string d, string boot = Life) => $$$"""{"v":1, "boot":"{{{boot}}}","seq":7,"ts":1762400000123,"more":{"d":{"temp":1}},"d":{{{{d}}}}}""";

    private static string Translate(string payload, Adapter? adapter = null)
    {
        Assert.True((adapter ?? Adapter).TryTranslate(Encoding.UTF8.GetBytes(payload), Life, new ArrayBufferWriter<byte>(), out var ours));
        return Encoding.UTF8.GetString(ours);
    }

    /// <summary>"more" is one that nobody knows.</summary>
    private static Told Read(string payload)
    {
        var parser = new ReadingParser();
        Assert.True(parser.TryParse(Encoding.UTF8.GetBytes(payload), out _, out var detail), detail);
        return new(parser.Reading.Boot, parser.Reading.Seq, parser.Reading.Full, parser.Reading.Count, parser.Reading.UnknownFields - 1);
    }

    private sealed record Told(string Boot, long Seq, bool Full, int Count, int UnknownFields);
}
