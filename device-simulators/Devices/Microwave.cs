using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>A microwave. A rider opens it, puts a meal in, lets it run for some minutes and takes the meal out; the cavity warms and cools.</summary>
public sealed class Microwave(BirthDevice description, StationPlan plan, Dice dice, DateTimeOffset from) : Appliance(description, dice, from)
{
    private const double HeatingWatts = 1100;

    private int cycles = 200 + dice.Pick(5000);
    private double cavityCelsius = 22;
    private Phase phase;
    private DateTimeOffset ends;

    private enum Phase
    {
        Idle,
        Filling,
        Running,
        Emptying,
    }

    protected override void Live(DateTimeOffset now)
    {
        switch (phase)
        {
            case Phase.Idle when Day.IsOpen(plan.Hours, now) && Dice.Happens(perHour: 9 * Day.Rests(now)):
                (phase, ends) = (Phase.Filling, now + Dice.Minutes(0.2, 0.5));
                break;
            case Phase.Filling when now >= ends:
                (phase, ends) = (Phase.Running, now + Dice.Minutes(1, 5));
                cycles++;
                break;
            case Phase.Running when now >= ends:
                (phase, ends) = (Phase.Emptying, now + Dice.Minutes(0.2, 0.6));
                break;
            case Phase.Emptying when now >= ends:
                phase = Phase.Idle;
                break;
        }

        cavityCelsius += ((phase == Phase.Running ? 75 : 22) - cavityCelsius) * Tick.TotalHours * 6;
    }

    protected override void Show(List<Being> beings) => beings[0] = phase == Phase.Idle ? Being.Free : Being.Taken;

    protected override void Warn(List<Warrant> warrants)
    {
        if (phase == Phase.Running)
        {
            warrants.Add(new("RUNS_TOO_LONG"));
        }
    }

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.PowerW, phase == Phase.Running ? HeatingWatts : 3));
        samples.Add(Sample.Of(Field.Door, phase is Phase.Filling or Phase.Emptying ? "open" : "closed"));
        samples.Add(Sample.Of(Field.Running, phase == Phase.Running));
        samples.Add(Sample.Of(Field.Cycles, cycles));
        samples.Add(Sample.Of(Field.CavityC, cavityCelsius));
        samples.Add(Sample.Of(Field.Fault, false));
    }
}
