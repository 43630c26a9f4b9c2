using System.Text;
using Stations.Protocol;

namespace Stations.Tests.Protocol.Adapters;

public sealed class AdapterFileTests
{
    [Fact]
    public void What_an_operator_writes_is_the_table()
    {
        var (book, mistakes) = Parse("""
            {"about":"ours","adapters":[
              {"maker":"Xingxing","model":"CAB-12","firmware":"3.0"},
              {"maker":"Xingxing","model":"CAB-12","firmware":"2.*","fields":{
                "slot.present":{"words":{"true":false,"false":true}},
                "slot.lid":{"as":"door","words":{"shut":"closed","ajar":"open"}},
                "temp":{"as":"temperature_c","times":0.1,"plus":-40},
                "slot.id":{"as":"battery_serial"}}}]}
            """);

        Assert.Empty(mistakes);
        Assert.True(book!.Of("Xingxing", "CAB-12", "2.4")!.TryTranslate(
            """{"d":{"slot.02.present":true,"slot.02.lid":"ajar","temp":645,"slot.02.id":"A"}}"""u8, life: null, new(), out var ours));
        Assert.Equal("""{"d":{"slot.02.present":false,"slot.02.door":"open","temperature_c":24.5,"slot.02.battery_serial":"A"}}""", Encoding.UTF8.GetString(ours));
        Assert.Same(Adapter.Unlisted, book.Of("Xingxing", "CAB-12", "4"));
    }

    [Theory]
    [InlineData("", "it is not JSON")]
    [InlineData("""{"adapters":[],"adapters":[]}""", "says something twice")]
    [InlineData("{}", "adapters: give a list of 1 to 1000")]
    [InlineData("""{"adapters":[]}""", "adapters: give a list")]
    [InlineData("""{"adapters":[7]}""", "adapters[0]: give an object")]
    [InlineData("""{"adapter":1,"adapters":[{"maker":"M","model":"C","firmware":"1"}]}""", "adapter: there is no such setting; known are about, adapters")]
    public void A_file_that_is_none_says_what_to_write(string file, string mistake) => Assert.Contains(Mistakes(file), one => one.Contains(mistake, StringComparison.Ordinal));

    [Theory]
    [InlineData("""{"model":"C","firmware":"1"}""", "adapters[0].maker: give the maker")]
    [InlineData("""{"maker":"M","model":"","firmware":"1"}""", "adapters[0].model: give the model")]
    [InlineData("""{"maker":"M","model":"C"}""", "adapters[0].firmware: give it")]
    [InlineData("""{"maker":"M","model":"C","firmware":2}""", "adapters[0].firmware: give it")]
    [InlineData("""{"maker":"M","model":"C","firmware":"*.2"}""", "adapters[0].firmware: give it")]
    [InlineData("""{"maker":"M","model":"C","firmware":"1","kind":"x"}""", "adapters[0].kind: there is no such setting")]
    [InlineData("""{"maker":"M","model":"C","firmware":"1","fields":[]}""", "adapters[0].fields: give an object")]
    [InlineData("""{"maker":"M","model":"C","firmware":"1"},{"maker":"M","model":"C","firmware":"1"}""", "adapters[1]: it is of the same firmware as adapters[0]")]
    public void A_row_that_is_none_says_what_to_write(string row, string mistake) => Assert.Contains(Mistakes($$"""{"adapters":[{{row}}]}"""), one => one.StartsWith(mistake, StringComparison.Ordinal));

    [Theory]
    [InlineData("\"temp\":7", "give an object with as, words, times or plus")]
    [InlineData("\"temp\":{}", "give an object with as, words, times or plus")]
    [InlineData("\"temp\":{\"times\":1}", "temp is none of our fields, so say which it is; there are temperature_c, ")]
    [InlineData("\"temp\":{\"as\":\"temprature_c\"}", "it is none of our fields")]
    [InlineData("\"temp\":{\"as\":\"slot.01.door\"}", "it is none of our fields")]
    [InlineData("\"temp\":{\"as\":5}", "it is none of our fields")]
    [InlineData("\"temp\":{\"as\":\"temperature_c\",\"factor\":2}", "factor: there is no such setting; known are as, words, times, plus")]
    [InlineData("\"temp\":{\"as\":\"temperature_c\",\"times\":0}", "times: give a number")]
    [InlineData("\"temp\":{\"as\":\"temperature_c\",\"times\":\"0.1\"}", "times: give a number")]
    [InlineData("\"temp\":{\"as\":\"temperature_c\",\"plus\":1e12}", "plus: give a number")]
    [InlineData("\"temp\":{\"as\":\"temperature_c\",\"words\":{\"1\":2}}", "temperature_c takes any number; leave words out")]
    [InlineData("\"slot.id\":{\"as\":\"battery_serial\",\"words\":{\"1\":\"2\"}}", "battery_serial takes any text; leave words out")]
    [InlineData("\"slot.present\":{\"times\":-1}", "times and plus are for numbers, and present is none; give words")]
    [InlineData("\"slot.present\":{\"times\":2,\"words\":{\"1\":true}}", "give words, or times and plus, and not both")]
    [InlineData("\"slot.present\":{\"words\":{}}", "give an object with 1 to 100 of theirs and what each is in ours, such as {\"1\":true}")]
    [InlineData("\"slot.present\":{\"words\":[true]}", "give an object with 1 to 100 of theirs")]
    [InlineData("\"slot.present\":{\"words\":{\"1\":\"true\"}}", "present is true, false and nothing else")]
    [InlineData("\"slot.door\":{\"words\":{\"1\":\"ajar\"}}", "door is \"open\", \"closed\" and nothing else")]
    [InlineData("\"slot.door\":{\"words\":{\"1\":true}}", "door is \"open\", \"closed\" and nothing else")]
    [InlineData("\"slot.03.door\":{\"words\":{\"1\":\"open\"}}", "leave the number out")]
    [InlineData("\"slot.\":{\"as\":\"door\"}", "a field's name has 1 to 128 of")]
    [InlineData("\"temp \":{\"as\":\"temperature_c\"}", "a field's name has 1 to 128 of")]
    [InlineData("\"a\":{\"as\":\"hot_c\"},\"b\":{\"as\":\"hot_c\"}", "a is hot_c too; leave one of the two out")]
    public void A_field_that_is_none_says_what_to_write(string fields, string mistake) =>
        Assert.Contains(Mistakes($$$"""{"adapters":[{"maker":"M","model":"C","firmware":"1","fields":{{{{fields}}}}}]}"""), one => one.StartsWith("adapters[0].fields[\"", StringComparison.Ordinal) && one.Contains(mistake, StringComparison.Ordinal));

    [Fact]
    public void All_mistakes_are_told_at_once() =>
        Assert.Equal(5, Mistakes("""{"adapters":[{"maker":"M","model":"C","fields":{"temp":{"times":0},"slot.door":{"words":{"1":"a","2":"b"}},"slot.present":{"plus":1}}}]}""").Count);

    private static IReadOnlyList<string> Mistakes(string file)
    {
        var (book, mistakes) = Parse(file);
        Assert.Null(book);
        return mistakes;
    }

    private static (AdapterBook? Book, IReadOnlyList<string> Mistakes) Parse(string file) => AdapterFile.Parse(Encoding.UTF8.GetBytes(file));
}
