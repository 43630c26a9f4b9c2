using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model;

public sealed class ConfigTests
{
    private const long Now = 1_793_320_000_000;

    private static readonly Device Conditioner = Live.Newborn(DeviceKind.AirConditioner);

    [Fact]
    public void It_is_pending_until_the_device_says_that_it_is_set_so()
    {
        var device = Wants(Conditioner, ("set_c", new(Number: 22)), ("mode", new(Text: "cooling")));
        Assert.Equal((ConfigState.Pending, 1), (device.Config!.State, device.Config.Version));

        var drifted = Says(device, 1, seq: 1, ("set_c", new(Number: 22)), ("mode", new(Text: "fan")));
        var lacking = Says(device, 1, seq: 1, ("set_c", new(Number: 22)));
        var inSync = Says(drifted, 1, seq: 2, ("set_c", new(Number: 22.0004)), ("mode", new(Text: "cooling")), ("swing", new(Flag: true)));
        var refused = Hears(inSync, new Reported(1, inSync.Config!.Reported!.Values, "the compressor rests", Live.Boot, 3));

        Assert.Equal(
            [ConfigState.Drifted, ConfigState.Drifted, ConfigState.InSync, ConfigState.Refused],
            new[] { drifted, lacking, inSync, refused }.Select(one => one.Config!.State));
        Assert.Equal(ConfigState.Pending, Wants(inSync, expected: 1, ("set_c", new(Number: 23))).Config!.State);
    }

    [Fact]
    public void A_device_that_nobody_sets_is_unset_whatever_it_says() =>
        Assert.Equal(ConfigState.Unset, Says(Conditioner, 0, seq: 1, ("set_c", new(Number: 24))).Config!.State);

    [Fact]
    public void The_same_again_changes_nothing_and_who_was_slower_is_told()
    {
        var first = Wants(Conditioner, ("set_c", new(Number: 22)));
        var second = Wants(first, expected: 1, ("set_c", new(Number: 23)));

        Assert.Equal((ConfigVerdict.Taken, 2L, true), Asks(second, 1, ("set_c", new(Number: 23))));
        Assert.Equal((ConfigVerdict.Changed, 2L, true), Asks(second, 1, ("set_c", new(Number: 24))));
        Assert.Equal((ConfigVerdict.NoVersion, 2L, true), Asks(second, null, ("set_c", new(Number: 24))));
        Assert.Equal((ConfigVerdict.Taken, 3L, false), Asks(second, 2, ("set_c", new(Number: 24))));
        Assert.Equal((ConfigVerdict.Changed, 0L, true), Asks(Conditioner, 1, ("set_c", new(Number: 24))));
    }

    [Fact]
    public void A_version_is_greater_than_any_that_the_device_knows() =>
        Assert.Equal(8, Wants(Says(Conditioner, 7, seq: 1, ("set_c", new(Number: 20))), ("set_c", new(Number: 22))).Config!.Version);

    [Fact]
    public void What_is_said_again_or_late_is_no_news()
    {
        var device = Says(Wants(Conditioner, ("set_c", new(Number: 22))), 1, seq: 5, ("set_c", new(Number: 22)));

        Assert.Null(ConfigRules.Hear(device, new Reported(1, device.Config!.Reported!.Values, null, Live.Boot, 6), Now));
        Assert.Null(ConfigRules.Hear(device, new Reported(0, new Dictionary<string, SettingValue>(), null, Live.Boot, 4), Now));
        Assert.NotNull(ConfigRules.Hear(device, new Reported(0, new Dictionary<string, SettingValue>(), null, "boot-2", 1), Now));
    }

    [Theory]
    [InlineData(DeviceKind.AirConditioner, "set_c", "31", "must be a number from 16 to 30")]
    [InlineData(DeviceKind.AirConditioner, "set_c", "warm", "must be a number from 16 to 30")]
    [InlineData(DeviceKind.AirConditioner, "mode", "turbo", "must be auto, cooling, heating, fan, drying or off")]
    [InlineData(DeviceKind.AirConditioner, "mode", "true", "must be auto, cooling, heating, fan, drying or off")]
    [InlineData(DeviceKind.LoveFridge, "colour", "blue", "is nothing to set here; there is set_c")]
    [InlineData(DeviceKind.ChargingCabinet, "set_c", "4", "is nothing to set here; there is max_power_w, target_pct, fan_on_c")]
    [InlineData(DeviceKind.ParkingSpot, "set_c", "4", "is nothing to set here: this kind of device has no settings")]
    [InlineData(DeviceKind.WaterCooler, "hot_c", "97", null)]
    [InlineData(DeviceKind.AirConditioner, "mode", "off", null)]
    public void What_cannot_be_set_says_what_can(DeviceKind kind, string name, string value, string? mistake) =>
        Assert.Equal(mistake, ConfigRules.Mistake(Kind.Of(kind), name, SettingValue.Parse(value)));

    [Fact]
    public void It_comes_back_from_a_snapshot_outlives_a_restart_of_the_device_and_an_older_program_skips_it()
    {
        var device = Says(Wants(Conditioner, ("set_c", new(Number: 22)), ("mode", new(Text: "auto"))), 1, seq: 1, ("set_c", new(Number: 22)), ("eco", new(Flag: true)));
        device = device with { Info = device.Info with { Maker = "海风", Firmware = "1.4.2" }, FirmwareSince = Now };

        var back = DeviceSnapshot.Restore(new Recovered(default, 9, DeviceSnapshot.Write(device), [], null))!;
        var reborn = Device.Born(back.Info with { Firmware = "1.5.0" }, back, "boot-2");

        Assert.Equal((device.Config!.State, 1, "22", true), (back.Config!.State, back.Config.Version, $"{back.Config.Desired!.Values["set_c"].Number}", back.Config.Reported!.Values["eco"].Flag));
        Assert.Equal(("海风", Now), (back.Info.Maker, back.FirmwareSince));
        Assert.Equal((back.Config, 0), (reborn.Config, reborn.FirmwareSince));
    }

    [Theory]
    [InlineData("""{"version":3,"values":{"a":1,"b":"x","c":true}}""", RejectReason.None)]
    [InlineData("""{"version":3}""", RejectReason.MissingField)]
    [InlineData("""{"version":-1,"values":{}}""", RejectReason.WrongType)]
    [InlineData("""{"version":3,"values":{"a":[1]}}""", RejectReason.WrongType)]
    [InlineData("""{"version":3,"values":{"a":null}}""", RejectReason.WrongType)]
    [InlineData("""{"version":3,"values":{"a":1e400}}""", RejectReason.WrongType)]
    [InlineData("""{"version":3,"values":""", RejectReason.NotJson)]
    public void The_word_of_a_device_is_read_or_refused_by_name(string payload, RejectReason expected)
    {
        var isRead = Reported.TryParse(System.Text.Encoding.UTF8.GetBytes(payload), out _, out var reason, out _);

        Assert.Equal((expected == RejectReason.None, expected), (isRead, reason));
    }

    [Fact]
    public void More_than_a_device_may_say_is_refused()
    {
        var values = Enumerable.Range(0, Reported.MaxValues + 1).ToDictionary(number => $"n{number}", _ => new SettingValue(Flag: true), StringComparer.Ordinal);

        Assert.False(Reported.TryParse(new Reported(1, values).ToBytes(), out _, out var many, out _));
        Assert.False(Reported.TryParse(new byte[Reported.MaxBytes + 1], out _, out var large, out _));
        Assert.Equal((RejectReason.TooMany, RejectReason.TooLarge), (many, large));
    }

    private static Device Wants(Device device, params (string Name, SettingValue Value)[] values) => Wants(device, null, values);

    private static Device Wants(Device device, long? expected, params (string Name, SettingValue Value)[] values)
    {
        var (answer, news) = ConfigRules.Judge(device, new ConfigRequest(Values(values), "ops", expected), Now);
        Assert.Equal(ConfigVerdict.Taken, answer.Verdict);
        return device.Apply(news!);
    }

    private static (ConfigVerdict Verdict, long Version, bool IsNothing) Asks(Device device, long? expected, params (string Name, SettingValue Value)[] values)
    {
        var (answer, news) = ConfigRules.Judge(device, new ConfigRequest(Values(values), "ops", expected), Now);
        return (answer.Verdict, answer.Config!.Version, news is null);
    }

    private static Device Says(Device device, long version, long seq, params (string Name, SettingValue Value)[] values) =>
        Hears(device, new Reported(version, Values(values), null, Live.Boot, seq));

    private static Device Hears(Device device, Reported said) => device.Apply(ConfigRules.Hear(device, said, Now)!);

    private static Dictionary<string, SettingValue> Values(params (string Name, SettingValue Value)[] values) =>
        values.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal);
}
