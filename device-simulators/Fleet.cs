using System.Globalization;
using DeviceSimulators.Devices;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>Builds the nodes of a district: a gateway per station with all that stands in it, and a controller per charging cabinet.</summary>
/// <param name="from">Virtual time at which they are switched on.</param>
/// <param name="poweredUp">Wall time at which they are switched on; it makes the boots new.</param>
public sealed class Fleet(int seed, DateTimeOffset from, DateTimeOffset poweredUp)
{
    // So that batteries already charge and riders already sit when the first birth goes out.
    private static readonly TimeSpan LivedBefore = TimeSpan.FromHours(10);

    public IReadOnlyList<VirtualNode> Build(District district) => [.. district.Stations.SelectMany(plan => Nodes(district, plan))];

    private IEnumerable<VirtualNode> Nodes(District district, StationPlan plan)
    {
        var station = new BirthStation(plan.Station, plan.Name, district.Name, plan.Address, plan.Hours, plan.Latitude, plan.Longitude);
        var gateway = new NodeId(district.Id, plan.Station);
        yield return Node(gateway, new BirthNode("Nuanxin", "Gateway G2", "1.8.0"), [station], Furnish(gateway, plan));

        foreach (var (index, slots) in plan.Cabinets.Index())
        {
            yield return Cabinet($"cab-{index + 1}", $"智能充电柜 {index + 1} · Charging cabinet {index + 1}", slots, swaps: false);
        }

        foreach (var (index, slots) in (plan.Swaps ?? []).Index())
        {
            yield return Cabinet($"swap-{index + 1}", $"智能换电柜 {index + 1} · Battery-swap cabinet {index + 1}", slots, swaps: true);
        }

        VirtualNode Cabinet(string node, string name, int slots, bool swaps)
        {
            var controller = new NodeId(district.Id, $"{plan.Station}-{node}");
            var description = Describe(DeviceKind.ChargingCabinet, "cab", plan, name, slots);
            return Node(controller, new BirthNode("Nuanxin", "Cabinet C12", "2.4.1"), null, [new ChargingCabinet(description, DiceOf(controller, description), Born, swaps)]);
        }
    }

    private IReadOnlyList<Appliance> Furnish(NodeId node, StationPlan plan)
    {
        var room = Describe(DeviceKind.Station, "room", plan, "休息区 · Rest area");
        var cooler = Describe(DeviceKind.WaterCooler, "cooler", plan, "饮水机 · Water cooler");
        var spots = Enumerable.Range(1, plan.Spots).Select(number => Describe(DeviceKind.ParkingSpot, $"spot-{number}", plan, $"停放位 {number} · Parking {number}"));
        return
        [
            new StationRoom(room, plan, DiceOf(node, room), Born),
            new WaterCooler(cooler, plan, DiceOf(node, cooler), Born),
            .. spots.Select(spot => new ParkingSpot(spot, DiceOf(node, spot), Born)),
            .. (plan.Appliances ?? []).Select(own => Build(node, plan, own)),
        ];
    }

    private Appliance Build(NodeId node, StationPlan plan, AppliancePlan own)
    {
        var kind = DeviceKinds.Parse(own.Kind);
        var (name, slots) = kind switch
        {
            DeviceKind.LoveFridge => ("爱心冰柜 · Love fridge", 0),
            DeviceKind.Microwave => ("微波炉 · Microwave", 0),
            DeviceKind.AirConditioner => ("空调 · Air conditioner", 0),
            DeviceKind.PowerBankCabinet => ("充电宝柜 · Power banks", own.Size),
            DeviceKind.MedicineKit => ("药箱 · Medicine kit", MedicineKit.Items.Count),
            DeviceKind.ParkingArea => ("停放区 · Parking area", 0),
            DeviceKind.SocketPile => ("充电桩 · Charging sockets", own.Size),
            _ => throw new InvalidDataException($"{plan.Station}: no simulated appliance is a '{own.Kind}'"),
        };
        var description = Describe(kind, own.Kind.Replace('_', '-'), plan, name, slots);
        var dice = DiceOf(node, description);
        return kind switch
        {
            DeviceKind.LoveFridge => new LoveFridge(description, plan, dice, Born),
            DeviceKind.Microwave => new Microwave(description, plan, dice, Born),
            DeviceKind.AirConditioner => new AirConditioner(description, plan, dice, Born),
            DeviceKind.PowerBankCabinet => new PowerBankCabinet(description, dice, Born),
            DeviceKind.MedicineKit => new MedicineKit(description, dice, Born),
            DeviceKind.ParkingArea => new ParkingArea(description, own.Size, dice, Born),
            _ => new SocketPile(description, dice, Born),
        };
    }

    private DateTimeOffset Born => from - LivedBefore;

    private VirtualNode Node(NodeId id, BirthNode hardware, IReadOnlyList<BirthStation>? stations, IReadOnlyList<Appliance> appliances)
    {
        foreach (var appliance in appliances)
        {
            appliance.Advance(from);
        }

        var boot = string.Create(CultureInfo.InvariantCulture, $"{poweredUp.ToUnixTimeMilliseconds():x}-{new Dice(seed, id.ToString()).Pick(int.MaxValue):x8}");
        return new VirtualNode(id, boot, hardware, stations, appliances, from);
    }

    private Dice DiceOf(NodeId node, BirthDevice description) => new(seed, $"{node}:{description.Device}");

    private static BirthDevice Describe(DeviceKind kind, string device, StationPlan plan, string name, int slots = 0) =>
        new(device, kind.Word(), plan.Station, name, slots);
}
