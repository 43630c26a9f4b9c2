using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>Power banks in their holes: borrowed when riders rest, brought back nearly empty to any free hole, and lent again once charged. The last hole has no sensor.</summary>
public sealed class PowerBankCabinet : Appliance
{
    /// <summary>Percent from which a bank is lent.</summary>
    public const double Lendable = 60;

    private readonly Hole[] holes;
    private double signalDbm = -75;
    private int away;

    public PowerBankCabinet(BirthDevice description, Dice dice, DateTimeOffset from)
        : base(description, dice, from)
    {
        holes = [.. Enumerable.Range(1, description.Slots).Select(number => new Hole(number, HasSensor: number < description.Slots))];
        foreach (var hole in holes.Skip(holes.Length / 5))
        {
            hole.Bank = new Bank(Serial(), dice.Between(20, 100));
        }

        away = holes.Length / 10;
    }

    protected override void Live(DateTimeOffset now)
    {
        var lendable = Array.FindAll(holes, hole => hole.IsEnabled && hole.Bank?.Percent >= Lendable);
        if (lendable.Length > 0 && Dice.Happens(perHour: 3 * Day.Rests(now)))
        {
            lendable[Dice.Pick(lendable.Length)].Bank = null;
            away++;
        }

        var empty = Array.FindAll(holes, hole => hole.Bank is null);
        if (away > 0 && empty.Length > 0 && Dice.Happens(perHour: away * 0.6))
        {
            empty[Dice.Pick(empty.Length)].Bank = new Bank(Serial(), Dice.Between(5, 50));
            away--;
        }

        foreach (var hole in holes)
        {
            if (hole.Bank is { } bank)
            {
                hole.Bank = bank with { Percent = Math.Min(100, bank.Percent + 30 * Tick.TotalHours) };
            }
        }

        signalDbm = Dice.Wander(signalDbm, -75, 0.2);
    }

    protected override string? ObeyAt(int slot, CommandMessage command, DateTimeOffset now)
    {
        var hole = holes[slot - 1];
        switch (command.Cmd)
        {
            case CommandVerb.SlotOpen when hole.Bank is not null:
                hole.Bank = null;
                away++;
                return null;
            case CommandVerb.SlotOpen:
                return "there is no power bank";
            case CommandVerb.SlotEnable or CommandVerb.SlotDisable:
                hole.IsEnabled = command.Cmd == CommandVerb.SlotEnable;
                return null;
            default:
                return "a hole cannot do that";
        }
    }

    protected override bool IsItsSlots => true;

    protected override void Show(List<Being> beings) => beings.AddRange(holes.Select(hole => !hole.IsEnabled ? Being.Off : hole.Bank?.Percent >= Lendable ? Being.Free : Being.Taken));

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.SignalDbm, Math.Round(signalDbm)));
        foreach (var (number, hasSensor, bank, isEnabled) in holes.Select(hole => (hole.Number, hole.HasSensor, hole.Bank, hole.IsEnabled)))
        {
            var celsius = bank is { Percent: < 100 } ? 33.0 : 26.0;
            samples.Add(Sample.Of(Field.Present, bank is not null, number));
            samples.Add(Sample.Of(Field.BatterySerial, bank?.Serial, number));
            samples.Add(Sample.Of(Field.BatteryChargePct, bank?.Percent, number));
            samples.Add(Sample.Of(Field.BatteryTemperatureC, bank is null ? null : hasSensor ? celsius : 0, number));
            samples.Add(Sample.Of(Field.Rentable, isEnabled && bank?.Percent >= Lendable, number));
            samples.Add(Sample.Of(Field.Returnable, bank is null, number));
            samples.Add(Sample.Of(Field.PopFailures, 0, number));
            samples.Add(Sample.Of(Field.Enabled, isEnabled, number));
        }
    }

    private string Serial() => $"PB{Dice.Pick(1_000_000):000000}";

    private sealed record Bank(string Serial, double Percent);

    private sealed record Hole(int Number, bool HasSensor)
    {
        public Bank? Bank { get; set; }

        public bool IsEnabled { get; set; } = true;
    }
}
