using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>Sockets for e-bikes. A rider plugs in and is charged for some hours; the pile switches the port off when the current falls, and the plug stays a while.</summary>
public sealed class SocketPile : Appliance
{
    private const double RatedWatts = 350;
    private const double EndWatts = 30;

    private readonly Port[] ports;

    public SocketPile(BirthDevice description, Dice dice, DateTimeOffset from)
        : base(description, dice, from)
    {
        ports = [.. Enumerable.Range(1, description.Slots).Select(number => new Port(number) { EnergyKilowattHours = dice.Between(50, 900) })];
    }

    protected override void Live(DateTimeOffset now)
    {
        foreach (var port in ports)
        {
            if (!port.Plugged && port.IsOffered && !IsCut && Dice.Happens(perHour: 0.35 * Day.Rests(now)))
            {
                (port.Plugged, port.Relay, port.FullAt) = (true, true, now + Dice.Minutes(60, 300));
                port.LeavesAt = port.FullAt + Dice.Minutes(2, 90);
            }

            port.Live(now);
        }
    }

    protected override string? ObeyAt(int slot, CommandMessage command, DateTimeOffset now) => ports[slot - 1].Obey(command, !IsCut, now);

    protected override void Switch(DateTimeOffset now)
    {
        foreach (var port in IsCut ? ports : [])
        {
            port.SwitchOff();
        }
    }

    protected override bool HasCutSlot => Array.Exists(ports, port => port.IsCut);

    protected override void SwitchSlotsOn() => Array.ForEach(ports, port => port.SwitchOn());

    protected override bool IsItsSlots => true;

    protected override void Show(List<Being> beings) => beings.AddRange(ports.Select(port => !port.IsOffered ? Being.Off : port.Plugged ? Being.Taken : Being.Free));

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.PowerW, ports.Sum(port => port.PowerWatts) + 6));
        samples.Add(Sample.Of(Field.EnergyKwh, ports.Sum(port => port.EnergyKilowattHours)));
        foreach (var port in ports)
        {
            samples.Add(Sample.Of(Field.Present, port.Plugged, port.Number));
            samples.Add(Sample.Of(Field.Relay, port.Relay, port.Number));
            samples.Add(Sample.Of(Field.PowerW, port.PowerWatts, port.Number));
            samples.Add(Sample.Of(Field.CurrentA, port.PowerWatts / 230, port.Number));
            samples.Add(Sample.Of(Field.EnergyKwh, port.EnergyKilowattHours, port.Number));
            samples.Add(Sample.Of(Field.LeftMin, port.Left?.TotalMinutes, port.Number));
            samples.Add(Sample.Of(Field.Enabled, port.IsOffered, port.Number));
        }
    }

    private sealed class Port(int number)
    {
        private bool isEnabled = true;

        public int Number { get; } = number;

        public bool IsCut { get; private set; }

        public bool IsOffered => isEnabled && !IsCut;

        public bool Plugged { get; set; }

        public bool Relay { get; set; }

        public DateTimeOffset FullAt { get; set; }

        public DateTimeOffset LeavesAt { get; set; }

        public double PowerWatts { get; private set; }

        public double EnergyKilowattHours { get; set; }

        public TimeSpan? Left { get; private set; }

        public string? Obey(CommandMessage command, bool hasPower, DateTimeOffset now)
        {
            switch (command.Cmd)
            {
                case CommandVerb.ChargeStart when hasPower && Plugged:
                    (IsCut, Relay, FullAt) = (false, true, FullAt > now ? FullAt : now + TimeSpan.FromHours(1));
                    LeavesAt = FullAt > LeavesAt ? FullAt : LeavesAt;
                    Live(now);
                    return null;
                case CommandVerb.ChargeStart:
                    return hasPower ? "nothing is plugged in" : "the power is off";
                case CommandVerb.ChargeStop or CommandVerb.PowerCut:
                    IsCut |= command.Cmd == CommandVerb.PowerCut;
                    SwitchOff();
                    return null;
                case CommandVerb.SlotEnable or CommandVerb.SlotDisable:
                    isEnabled = command.Cmd == CommandVerb.SlotEnable;
                    IsCut &= !isEnabled;
                    return null;
                default:
                    return "a port cannot do that";
            }
        }

        public void SwitchOn() => IsCut = false;

        public void SwitchOff() => (Relay, PowerWatts, Left) = (false, 0, null);

        public void Live(DateTimeOffset now)
        {
            Left = Relay ? FullAt - now : null;
            PowerWatts = Left is { } left ? Math.Max(EndWatts, RatedWatts * Math.Min(1, left.TotalMinutes / 40)) : 0;
            EnergyKilowattHours += PowerWatts / 1000 * Tick.TotalHours;
            if (now >= FullAt)
            {
                (Relay, PowerWatts, Left) = (false, 0, null);
            }

            Plugged &= now < LeavesAt;
        }
    }
}
