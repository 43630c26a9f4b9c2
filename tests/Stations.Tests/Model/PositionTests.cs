using Stations.Model;

namespace Stations.Tests.Model;

public sealed class PositionTests
{
    /// <summary>Distances on the WGS-84 ellipsoid, in metres.</summary>
    [Theory]
    [InlineData(39.9042, 116.4074, 31.2304, 121.4737, 1_065_846)] // Beijing, Shanghai
    [InlineData(39.9042, 116.4074, 43.8256, 87.6168, 2_416_986)] // Beijing, Urumqi
    [InlineData(32.0090, 112.1224, 29.3069, 120.0753, 818_703)] // Xiangyang, Yiwu
    [InlineData(51.5074, -0.1278, 40.7128, -74.0060, 5_585_234)] // London, New York
    [InlineData(-18.1248, 178.4501, -13.8506, -171.7513, 1_150_200)] // Suva, Apia: over the date line
    [InlineData(0, 110, 1, 110, 110_574)] // a degree of latitude on the equator, where the sphere fits worst
    public void The_distance_between_two_cities_is_right_to_six_in_a_thousand(double lat1, double lon1, double lat2, double lon2, double metres)
    {
        var (one, other) = (new Position(lat1, lon1), new Position(lat2, lon2));
        Assert.InRange(one.MetresTo(other), metres * 0.994, metres * 1.006);
        Assert.Equal(one.MetresTo(other), other.MetresTo(one), precision: 6);
    }

    [Fact]
    public void The_far_side_of_the_earth_is_half_its_girth_away()
    {
        Assert.Equal(Math.PI * 6_371_000, new Position(30, 20).MetresTo(new Position(-30, -160)), precision: 1);
        Assert.Equal(0, new Position(30, 20).MetresTo(new Position(30, 20)));
    }
}
