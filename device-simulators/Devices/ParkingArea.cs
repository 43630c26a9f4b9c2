using DeviceSimulators.Truth;
using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>An area whose bikes a camera counts. Riders come and go with the rushes; now and then one leaves its bike in the fire lane for a few minutes.</summary>
public sealed class ParkingArea(BirthDevice description, int places, Dice dice, DateTimeOffset from) : Appliance(description, dice, from)
{
    private static readonly TimeSpan MeanStay = TimeSpan.FromMinutes(18);

    private readonly int outOfService = dice.Pick(3);
    private int bikes;
    private DateTimeOffset laneClears;
    private bool laneBlocked;

    protected override void Live(DateTimeOffset now)
    {
        if (bikes < places - outOfService && Dice.Happens(perHour: places * 2.6 * Day.Orders(now)))
        {
            bikes++;
        }

        for (var bike = bikes; bike > 0; bike--)
        {
            bikes -= Dice.Chance(Tick / MeanStay) ? 1 : 0;
        }

        if (now >= laneClears && Dice.Happens(perHour: 0.1 * Day.Orders(now)))
        {
            laneClears = now + Dice.Minutes(0.3, 4);
        }

        laneBlocked = now < laneClears;
    }

    protected override void Show(List<Being> beings) => beings[0] = bikes < places - outOfService ? Being.Free : Being.Taken;

    protected override void Warn(List<Warrant> warrants)
    {
        if (bikes >= places - outOfService)
        {
            warrants.Add(new("AREA_FULL"));
        }

        if (laneBlocked)
        {
            warrants.Add(new("LANE_BLOCKED"));
        }
    }

    protected override void Tell(List<Sample> samples)
    {
        samples.Add(Sample.Of(Field.PlacesTotal, places));
        samples.Add(Sample.Of(Field.PlacesFree, places - outOfService - bikes));
        samples.Add(Sample.Of(Field.PlacesOut, outOfService));
        samples.Add(Sample.Of(Field.LaneBlocked, laneBlocked));
    }
}
