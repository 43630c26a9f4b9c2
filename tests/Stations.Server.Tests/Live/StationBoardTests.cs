using Stations.Model;
using Stations.Server.Live;

namespace Stations.Server.Tests.Live;

public sealed class StationBoardTests
{
    private const long Now = 1_795_000_000_000;
    private readonly StationBoard board = new();

    [Fact]
    public void What_was_shown_last_is_found()
    {
        board.Show(Samples.Cooler("d1:n:c", Now, hot: 80, position: 1));
        board.Show(Samples.Cooler("d1:n:c", Now, hot: 92, position: 2));

        Assert.Equal(92, board.Find(new Protocol.DeviceId("d1", "n", "c"))!.Device.Values.Number(Protocol.Field.HotC));
        Assert.Equal(1, board.DeviceCount);
    }

    [Fact]
    public void An_older_picture_that_arrives_later_changes_nothing()
    {
        board.Show(Samples.Cooler("d1:n:c", Now, hot: 92, position: 2));
        board.TakeNews();

        board.Show(Samples.Cooler("d1:n:c", Now, hot: 80, position: 1));

        Assert.Equal(92, board.Devices.Single().Device.Values.Number(Protocol.Field.HotC));
        Assert.Empty(board.TakeNews());
    }

    [Fact]
    public void A_device_names_its_station_before_anybody_describes_it()
    {
        board.Show(Samples.Cooler("d1:n:c", Now));

        var station = board.Find(Samples.Station);

        Assert.Equal("s1", station!.Picture.Info.Name["en"]);
        Assert.Single(station.Devices);
    }

    [Fact]
    public void A_device_that_moves_stands_in_one_station_only()
    {
        var elsewhere = new Protocol.StationId("d1", "s2");
        board.Show(Samples.Cooler("d1:n:c", Now, position: 1));

        board.Show(Samples.Cooler("d1:n:c", Now, elsewhere, position: 2));

        Assert.Empty(board.Find(Samples.Station)!.Devices);
        Assert.Single(board.Find(elsewhere)!.Devices);
    }

    [Fact]
    public void Each_thing_is_news_once_however_often_it_was_shown()
    {
        for (var position = 1; position <= 5; position++)
        {
            board.Show(Samples.Cooler("d1:n:c", Now, position: position));
            board.Show(StationInfo.Unnamed(Samples.Station), StationSummary.Empty);
        }

        Assert.Equal(2, board.TakeNews().Count);
        Assert.Empty(board.TakeNews());
    }

    [Fact]
    public void The_bell_rings_once_until_the_news_are_taken()
    {
        var rings = 0;
        board.News += () => rings++;

        board.Show(Samples.Cooler("d1:n:a", Now));
        board.Show(Samples.Cooler("d1:n:b", Now));
        Assert.Equal(1, rings);

        board.TakeNews();
        board.Show(Samples.Cooler("d1:n:a", Now, position: 2));
        Assert.Equal(2, rings);
    }

    [Fact]
    public void Too_much_stale_news_is_dropped_and_less_is_kept()
    {
        board.Show(Samples.Cooler("d1:n:a", Now));
        board.Show(Samples.Cooler("d1:n:b", Now));

        Assert.False(board.DropNews(limit: 2));
        Assert.True(board.DropNews(limit: 1));
        Assert.Empty(board.TakeNews());
    }
}
