using System.Buffers;
using System.Globalization;
using System.Text;
using Stations.Protocol;

namespace Stations.Tests.Protocol.Adapters;

/// <summary>Any table over all fields, and what a firmware says by it: read back, it is what the device meant.</summary>
public sealed class AnyTableTests
{
    private const int Rounds = 300;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_the_table_says_is_what_a_message_means(int seed)
    {
        var random = new Random(seed);
        var parser = new ReadingParser();
        var room = new ArrayBufferWriter<byte>();
        var met = new HashSet<(FieldType, bool IsChanged)>();
        for (var round = 0; round < Rounds; round++)
        {
            var table = Table(random);
            var adapter = new Adapter(table);
            var meant = new List<Sample>();
            var said = new List<string>();
            foreach (var field in table.Where(_ => random.Next(3) == 0))
            {
                var slot = field.IsOfSlot ? random.Next(1, Reading.MaxSlots + 1) : 0;
                var (sample, value) = Say(field, slot, random);
                meant.Add(sample);
                said.Add($"\"{(slot == 0 ? "" : slot.ToString("'slot.'00'.'", CultureInfo.InvariantCulture))}{field.Name}\":{Dressed(value, random)}");
                met.Add((Fields.Type(field.Field), field.IsScaled || field.Words is not null));
            }

            var payload = Encoding.UTF8.GetBytes($$$"""{"v":1,"boot":"b","seq":1,"ts":1762400000123,"d":{{{{string.Join(',', said)}}}}}""");
            Assert.True(adapter.TryTranslate(payload, "b", room, out var ours));

            Assert.True(parser.TryParse(ours, out _, out var detail), $"{detail}: {Encoding.UTF8.GetString(ours)}");
            Assert.Equal(meant, parser.Reading.Samples.ToArray());
            Assert.Equal((0, 0), (parser.Reading.UnknownFields, parser.Reading.UnknownWords));
        }

        Assert.Equal(6, met.Count);
    }

    /// <summary>Each of our fields may be any of theirs, also one that has the name of another of ours.</summary>
    private static List<AdapterField> Table(Random random)
    {
        var ours = Enum.GetValues<Field>()[1..];
        var names = Array.ConvertAll(ours, field => random.Next(2) == 0 ? Fields.Name(field) : $"x{(int)field}");
        random.Shuffle(names);
        return [.. ours.Zip(names).SelectMany(pair => ((bool[])[false, true]).Where(_ => random.Next(2) == 0).Select(isOfSlot => Field(pair.First, pair.Second, isOfSlot, random)))];
    }

    private static AdapterField Field(Field field, string name, bool isOfSlot, Random random)
    {
        var own = new AdapterField(name, isOfSlot, field);
        return (Fields.Type(field), random.Next(3)) switch
        {
            (_, 0) => own,
            (FieldType.Number, _) => own with { Times = random.Next(2) == 0 ? 0.5 : -4, Plus = random.Next(-20, 20) },
            (FieldType.Flag, _) => own with { Words = random.Next(2) == 0 ? Codes("false", "true") : Codes("true", "false") },
            _ when Fields.Words(field).Length > 0 => own with { Words = Codes(Fields.Words(field).ToArray()) },
            _ => own,
        };

        static Dictionary<string, string> Codes(params string[] words) =>
            words.Index().ToDictionary(one => words.Length == 2 && one.Item is "true" or "false" ? one.Index == 0 ? "false" : "true" : $"{one.Index}", one => one.Item, StringComparer.Ordinal);
    }

    /// <summary>What the device means, and how its firmware says that.</summary>
    private static (Sample Meant, string Value) Say(AdapterField by, int slot, Random random)
    {
        if (random.Next(10) == 0)
        {
            return (Sample.None(by.Field, slot), "null");
        }

        switch (Fields.Type(by.Field))
        {
            case FieldType.Number:
                double number = random.Next(1, 20);
                return (Sample.Of(by.Field, number, slot), ((number - by.Plus) / by.Times).ToString("R", CultureInfo.InvariantCulture));
            case FieldType.Flag:
                var flag = random.Next(2) == 0;
                return (Sample.Of(by.Field, flag, slot), Word(by, flag ? "true" : "false"));
            default:
                var words = Fields.Words(by.Field);
                var word = words.IsEmpty ? $"any {random.Next(9)}" : words[random.Next(words.Length)];
                return (Sample.Of(by.Field, word, slot), by.Words is null ? $"\"{word}\"" : Word(by, word));
        }
    }

    private static string Word(AdapterField by, string ours) => by.Words?.Single(one => one.Value == ours).Key ?? ours;

    private static string Dressed(string value, Random random) => random.Next(3) == 0 ? $$"""{"q":"good","v":{{value}} }""" : value;
}
