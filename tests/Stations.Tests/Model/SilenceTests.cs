using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class SilenceTests
{
    [Theory]
    [InlineData(Connection.Online, -5_000, null)]
    [InlineData(Connection.Online, 0, null)]
    [InlineData(Connection.Online, 89_999, null)]
    [InlineData(Connection.Online, 90_000, FactKind.WentStale)]
    [InlineData(Connection.Online, 172_999, FactKind.WentStale)]
    [InlineData(Connection.Online, 173_000, FactKind.WentOffline)]
    [InlineData(Connection.Stale, 90_000, null)]
    [InlineData(Connection.Stale, 172_999, null)]
    [InlineData(Connection.Stale, 173_000, FactKind.WentOffline)]
    [InlineData(Connection.Offline, 90_000, null)]
    [InlineData(Connection.Offline, 86_400_000, null)]
    public void Silence_means_stale_at_90_seconds_and_offline_in_time_to_be_shown_by_180(Connection connection, long silentMilliseconds, FactKind? expected)
    {
        var device = Live.Newborn(DeviceKind.ParkingSpot) with { Connection = connection };
        Assert.Equal(expected, Silence.Default.Of(device, device.ReportedAt + silentMilliseconds));
    }

    [Fact]
    public void A_free_spot_goes_from_available_over_doubtful_to_unknown_and_back()
    {
        var spot = new Live(DeviceKind.ParkingSpot);
        spot.Hears("""{"occupied":false}""");
        Assert.Equal((PublicStatus.Available, false), (spot.Device.Status, Contribution.Of(spot.Device).LowConfidence));

        spot.Happens(new Fact(FactKind.WentStale, 0, spot.Now));
        Assert.Equal((PublicStatus.Available, true), (spot.Device.Status, Contribution.Of(spot.Device).LowConfidence));

        spot.Happens(new Fact(FactKind.WentOffline, 0, spot.Now));
        Assert.Equal(PublicStatus.Unknown, spot.Device.Status);

        Assert.Equal([FactKind.WentOnline], spot.Hears("{}").Select(fact => fact.Kind));
        Assert.Equal((PublicStatus.Available, false), (spot.Device.Status, Contribution.Of(spot.Device).LowConfidence));
    }
}
