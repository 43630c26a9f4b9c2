using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// The rules of one kind of appliance: pure functions over <see cref="Device"/>, no state of their own.
/// The smallest complete one is <see cref="WaterCooler"/>; copy it for the next kind.
/// </summary>
public abstract class Kind
{
    private static readonly Kind[] All = [new UnknownKind(), new StationRoom(), new ChargingCabinet(), new WaterCooler(), new ParkingSpot()];

    public static Kind Of(DeviceKind kind) => All[(int)kind];

    /// <summary>What a rider comes for; null when nobody comes for it.</summary>
    public abstract Need? Need { get; }

    /// <summary>When each condition begins and ends. An entry looks at one slot, or at slot 0, the appliance itself.</summary>
    public abstract IReadOnlyList<Rule> Rules { get; }

    public abstract Use UseOf(Device device);

    public abstract Health HealthOf(Device device);

    public virtual Use SlotUseOf(Device device, int slot) => Use.Unknown;

    public virtual Health SlotHealthOf(Device device, int slot) => Health.Ok;

    /// <summary>How many of what a rider comes for are free, busy, broken and unknown.</summary>
    public virtual Tally TallyOf(Device device) => Tally.Of(device.Status);

    private sealed class UnknownKind : Kind
    {
        public override Need? Need => null;

        public override IReadOnlyList<Rule> Rules => [];

        public override Use UseOf(Device device) => Use.Unknown;

        public override Health HealthOf(Device device) => Health.Ok;
    }
}
