using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class UnknownIsNeverFreeTests
{
    private const string Closed = "\"closed\"", Empty = "false", SurelyEmpty = """{"v":false,"q":"good"}""";

    private static readonly string[] Doors = [Closed, Closed, "\"open\"", "\"ajar\"", "null", """{"v":"closed","q":"bad"}"""];
    private static readonly string[] Presents = [Empty, Empty, SurelyEmpty, "true", "null", """{"v":false,"q":"uncertain"}"""];
    private static readonly string[] Others =
    [
        "\"slot.01.power_w\":0", "\"slot.01.relay\":false", "\"slot.01.temperature_c\":51", "\"slot.01.temperature_c\":20",
        "\"smoke\":false", "\"flood\":true", "\"flood\":false", "\"mode\":\"standby\"", "\"occupied\":false",
    ];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_slot_is_free_only_while_its_door_was_last_said_to_be_closed_and_its_place_empty(int seed)
    {
        var random = new Random(seed);
        var cabinet = new Live(DeviceKind.ChargingCabinet, random.Next(1, 13));
        var slots = cabinet.Device.Info.Slots;
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        var everFree = false;
        for (var step = 0; step < 200; step++)
        {
            var full = random.Next(10) == 0;
            if (full)
            {
                said.Clear();
            }

            // One slot more than the cabinet has: a device may say anything.
            var fields = Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => Any(random, slots + 1))
                .DistinctBy(field => field.Name, StringComparer.Ordinal)
                .ToList();
            fields.ForEach(field => said[field.Name] = field.Value);
            var d = fields.Select(field => $"\"{field.Name}\":{field.Value}").Append(Others[random.Next(Others.Length)]);
            cabinet.Hears($"{{{string.Join(',', d)}}}", full, random.Next(40));

            for (var slot = 1; slot <= slots; slot++)
            {
                var proven = said.GetValueOrDefault(Name(slot, "door")) is Closed && said.GetValueOrDefault(Name(slot, "present")) is Empty or SurelyEmpty;
                Assert.True(proven == (cabinet.Device.Kind.SlotUseOf(cabinet.Device, slot) == Use.Free), $"seed {seed}, step {step}, slot {slot}");
                everFree |= proven;
            }

            AssertTold(cabinet.Device, $"seed {seed}, step {step}");
        }

        Assert.True(everFree, $"seed {seed} never had a free slot");
    }

    private static void AssertTold(Device cabinet, string where)
    {
        var tally = cabinet.Kind.TallyOf(cabinet);
        Assert.True(tally.Total == cabinet.Info.Slots, $"{where}: {tally}");
        Assert.True((tally.Free > 0) == (cabinet.Status == PublicStatus.Available), $"{where}: {tally} but {cabinet.Status}");
    }

    private static (string Name, string Value) Any(Random random, int slots)
    {
        var slot = random.Next(1, slots + 1);
        return random.Next(2) == 0
            ? (Name(slot, "door"), Doors[random.Next(Doors.Length)])
            : (Name(slot, "present"), Presents[random.Next(Presents.Length)]);
    }

    private static string Name(int slot, string field) => $"slot.{slot:00}.{field}";
}
