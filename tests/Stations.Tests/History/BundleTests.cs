using Stations.Journal.History;
using Stations.Tests.Journal;

namespace Stations.Tests.History;

public sealed class BundleTests
{
    [Fact]
    public void A_key_has_its_place_for_ever()
    {
        Assert.Equal((177, 542, 0), (Number("d1:gw:c1"), Number("rider-east:gw-0017:cabinet-03"), Number("")));
        Assert.Equal(1024, Enumerable.Range(0, 20_000).Select(n => Number($"d{n % 9}:gw-{n / 50}:c{n}")).Distinct().Count());
        Assert.Equal("02BC", Convert.ToHexString(Bundle.Name(700).Span));

        static int Number(string key) => Bundle.NumberOf(key.Bytes());
    }

    [Theory]
    [InlineData("a", "payload")]
    [InlineData("", "")]
    [InlineData("d1:gw:c1", "")]
    public void Key_and_payload_come_back(string key, string payload)
    {
        var bytes = new byte[Bundle.Length(key.Length, payload.Length)];
        Bundle.Write(bytes, key.Bytes(), payload.Bytes());

        Assert.True(Bundle.TryRead(new RawRecord(7, 9, Late: true, bytes), out var own, out var record));
        Assert.Equal((key, payload), (own.Text(), record.Payload.Text()));
        Assert.Equal((7L, 9L, true), (record.Position, record.At, record.Late));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("000361")]
    public void Bytes_that_end_too_early_are_no_record(string hex) =>
        Assert.False(Bundle.TryRead(new RawRecord(1, 1, Late: false, Convert.FromHexString(hex)), out _, out _));
}
