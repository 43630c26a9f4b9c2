using Microsoft.Extensions.Configuration;
using Stations.Server.Configuration;

namespace Stations.Server.Tests.Pages;

/// <summary>Pictures below the map come only where the operator names whose.</summary>
public sealed class MapTilesTests
{
    [Fact]
    public void Nothing_is_loaded_unless_it_is_asked_for() => Assert.Null(Read());

    [Fact]
    public void What_is_asked_for_is_read()
    {
        var tiles = Read("--Pages:Tiles=https://tiles.example.org/a/{z}/{x}/{y}.png", "--Pages:TilesDatum=GCJ-02", "--Pages:TilesCredit=© Somebody");
        Assert.Equal(new MapTiles("https://tiles.example.org/a/{z}/{x}/{y}.png", IsGcj02: true, "© Somebody"), tiles);
        Assert.Equal("https://tiles.example.org", tiles!.Origin);
    }

    [Theory]
    [InlineData("--Pages:Tiles=https://tiles.example.org/{z}/{x}.png")]
    [InlineData("--Pages:Tiles=/tiles/{z}/{x}/{y}.png")]
    [InlineData("--Pages:Tiles=ftp://tiles.example.org/{z}/{x}/{y}.png")]
    [InlineData("--Pages:TilesDatum=BD-09")]
    public void What_cannot_be_used_is_told(string argument) => Assert.Contains(argument[2..argument.IndexOf('=')], Assert.Throws<OptionsException>(() => Read(argument)).Message, StringComparison.Ordinal);

    private static MapTiles? Read(params string[] arguments) => ServerOptions.Read(new ConfigurationBuilder().AddCommandLine([.. Ground.Least, .. arguments]).Build(), demo: false).Tiles;
}
