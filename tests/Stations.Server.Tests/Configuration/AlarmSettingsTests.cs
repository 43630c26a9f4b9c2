using Microsoft.Extensions.Configuration;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Configuration;

namespace Stations.Server.Tests.Configuration;

public sealed class AlarmSettingsTests
{
    private static readonly DeviceInfo Cabinet = new(new DeviceId("d", "n", "c"), DeviceKind.ChargingCabinet, new StationId("d", "s"), "c", 1, null);

    [Fact]
    public void A_threshold_is_set_for_all_or_for_one_model()
    {
        var rules = Read(
            ("Alarms:SLOT_TEMPERATURE_HIGH:RaiseSeconds", "3"), ("Alarms:SLOT_TEMPERATURE_HIGH:Raise", "48.5"), ("Alarms:Models:NX-12:SLOT_TEMPERATURE_HIGH:Raise", "55")).Rules;

        var (all, one) = (rules.Of(Cabinet).Of("SLOT_TEMPERATURE_HIGH")!, rules.Of(Cabinet with { Model = "NX-12" }).Of("SLOT_TEMPERATURE_HIGH")!);
        Assert.Equal((48.5, 45, 3), (all.Limits.Raise, all.Limits.Clear, all.BeginsAfter.TotalSeconds));
        Assert.Equal((55, 45, 3), (one.Limits.Raise, one.Limits.Clear, one.BeginsAfter.TotalSeconds));
    }

    [Theory]
    [InlineData("Alarms:NO_SUCH:Raise", "1", "NO_SUCH is no alarm")]
    [InlineData("Alarms:SLOT_TEMPERATURE_HIGH:Raise", "hot", "must be a number")]
    [InlineData("Alarms:SLOT_TEMPERATURE_HIGH:Raise", "44", "would be cleared where it is raised")]
    [InlineData("Alarms:SLOT_TEMPERATURE_HIGH:RaiseLow", "1", "is not a setting")]
    [InlineData("Alarms:SMOKE:ClearSeconds", "1", "is not a setting")]
    [InlineData("Alarms:SMOKE:RaiseSeconds", "-1", "must be from 0 to 86400")]
    [InlineData("Alarms:Models:NX-12:NO_SUCH:Raise", "1", "NO_SUCH is no alarm")]
    public void What_cannot_be_set_is_a_mistake_that_is_told(string name, string value, string mistake) =>
        Assert.Contains(mistake, Assert.Throws<OptionsException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    private static ServerOptions Read(params (string Name, string Value)[] settings) => ServerOptions.Read(
        new ConfigurationBuilder().AddCommandLine(Ground.Least).AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, (string?)one.Value))).Build(), demo: false);
}
