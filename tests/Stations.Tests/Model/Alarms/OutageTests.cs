using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Alarms;

public sealed class OutageTests
{
    private static readonly StationId Station = new("d", "s");

    [Fact]
    public void All_devices_of_a_node_are_one_alarm_of_the_node()
    {
        var (outages, alone) = Find(devicesAt: 4, Silent("n1", "a"), Silent("n1", "b"), Silent("n2", "c"));

        var outage = Assert.Single(outages);
        Assert.Equal((new NodeId("d", "n1"), 2), (outage.Node, outage.Devices.Count));
        Assert.Equal("c", Assert.Single(alone).Device.Id.Device);
    }

    [Fact]
    public void All_devices_of_a_station_are_one_alarm_of_the_station()
    {
        var (outages, alone) = Find(devicesAt: 3, Silent("n1", "a"), Silent("n1", "b"), Silent("n2", "c"));

        Assert.Equal((null, 3), (Assert.Single(outages).Node, outages[0].Devices.Count));
        Assert.Empty(alone);
    }

    [Fact]
    public void One_device_alone_is_no_outage()
    {
        var (outages, alone) = Find(devicesAt: 1, Silent("n2", "a"));

        Assert.Empty(outages);
        Assert.Single(alone);
    }

    [Fact]
    public void Those_that_are_back_are_told_apart_from_those_that_are_not()
    {
        var (outages, alone) = Find(devicesAt: 4, Silent("n1", "a"), Silent("n1", "b", cleared: 9));

        Assert.Empty(outages);
        Assert.Equal(2, alone.Count);
    }

    [Fact]
    public void It_was_raised_with_the_first_and_is_acknowledged_with_the_last()
    {
        var (one, two) = (Silent("n1", "a", raised: 5, by: "first", at: 7), Silent("n1", "b", raised: 3, by: "second", at: 9));
        Assert.Equal((3, "second"), (State(one, two).RaisedAt, State(one, two).Acknowledged?.By));
        Assert.Null(State(one, Silent("n1", "b")).Acknowledged);

        static Alarm State(params (DeviceInfo, Alarm)[] silent) => Assert.Single(Find(devicesAt: 9, silent).Outages).State;
    }

    private static (List<Outage> Outages, List<(DeviceInfo Device, Alarm Alarm)> Alone) Find(int devicesAt, params (DeviceInfo Device, Alarm Alarm)[] silent) =>
        Outage.Find(silent, one => one.Device, one => one.Alarm, _ => devicesAt, node => node.Node == "n1" ? 2 : 1);

    private static (DeviceInfo Device, Alarm Alarm) Silent(string node, string device, long raised = 1, long? cleared = null, string? by = null, long at = 0) => (
        new DeviceInfo(new DeviceId("d", node, device), DeviceKind.WaterCooler, Station, device, 0, null),
        new Alarm(Condition.Unreachable, 0, raised) { ClearedAt = cleared, Acknowledged = by is null ? null : new Signature(by, at) });
}
