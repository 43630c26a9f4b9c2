using DeviceSimulators;
using DeviceSimulators.Devices;
using Stations.Protocol;

namespace Stations.Tests.Simulators;

public sealed class ReporterTests
{
    private static readonly DateTimeOffset Night = new(2026, 5, 11, 3, 0, 0, TimeSpan.FromHours(8));
    private static readonly long Start = Night.ToUnixTimeMilliseconds();
    private readonly Still appliance = new();

    [Fact]
    public void Nothing_is_due_before_the_first_birth()
    {
        var reporter = Settled();
        Assert.Null(reporter.StatesDue(Start + 1_000_000));
        Assert.Null(reporter.ReadingsDue(Start + 1_000_000));
    }

    [Fact]
    public void States_follow_the_birth_and_are_repeated_every_300_s()
    {
        var reporter = Settled();
        reporter.TellAll(Start);

        Assert.Equal([Field.Occupied], reporter.StatesDue(Start)!.Select(sample => sample.Field));
        Assert.Null(reporter.StatesDue(Start + 299_999));
        Assert.NotNull(reporter.StatesDue(Start + 300_000));
        Assert.Null(reporter.StatesDue(Start + 300_001));
    }

    [Fact]
    public void Every_reading_is_repeated_every_30_s_whatever_moved_meanwhile()
    {
        var reporter = Settled();
        reporter.TellAll(Start);

        appliance.TemperatureCelsius = 21;
        reporter.Step(Night.AddSeconds(10), Start);
        Assert.Single(reporter.ReadingsDue(Start + 29_999)!);
        Assert.Equal([(Field.TemperatureC, 0), (Field.TemperatureC, 1)], reporter.ReadingsDue(Start + 30_000)!.Select(sample => (sample.Field, sample.Slot)));
        Assert.Null(reporter.ReadingsDue(Start + 30_001));
    }

    [Fact]
    public void The_dead_band_is_counted_from_what_was_repeated()
    {
        var reporter = Settled();
        reporter.TellAll(Start);
        appliance.TemperatureCelsius = 20.4;
        reporter.Step(Night.AddSeconds(10), Start);
        reporter.ReadingsDue(Start + 30_000);

        appliance.TemperatureCelsius = 20.6;
        reporter.Step(Night.AddSeconds(15), Start);

        Assert.Null(reporter.ReadingsDue(Start + 30_001));
    }

    [Fact]
    public void A_reading_is_told_when_it_leaves_its_dead_band()
    {
        var reporter = Settled();
        reporter.TellAll(Start);

        appliance.TemperatureCelsius = 20.4;
        Assert.Null(reporter.Step(Night.AddSeconds(10), Start));
        Assert.Null(reporter.ReadingsDue(Start));

        appliance.TemperatureCelsius = 20.6;
        Assert.Null(reporter.Step(Night.AddSeconds(15), Start));
        Assert.Equal([Sample.Of(Field.TemperatureC, 20.6)], reporter.ReadingsDue(Start)!);
        Assert.Null(reporter.ReadingsDue(Start));
    }

    [Fact]
    public void A_state_is_told_at_once_and_whole()
    {
        var reporter = Settled();
        appliance.Occupied = true;

        Assert.Equal([Sample.Of(Field.Occupied, true)], reporter.Step(Night.AddSeconds(10), Start)!);
        Assert.Null(reporter.Step(Night.AddSeconds(15), Start));
    }

    private Reporter Settled()
    {
        appliance.Advance(Night.AddSeconds(5));
        return new Reporter(appliance);
    }

    private sealed class Still() : Appliance(new BirthDevice("d", "parking_spot", "s", null), new Dice(1, "still"), Night)
    {
        public bool Occupied { get; set; }

        public double TemperatureCelsius { get; set; } = 20;

        protected override void Live(DateTimeOffset now)
        {
        }

        protected override void Tell(List<Sample> samples)
        {
            samples.Add(Sample.Of(Field.Occupied, Occupied));
            samples.Add(Sample.Of(Field.TemperatureC, TemperatureCelsius));
            samples.Add(Sample.Of(Field.TemperatureC, 31, slot: 1));
        }
    }
}
