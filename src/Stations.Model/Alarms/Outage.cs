using Stations.Protocol;

namespace Stations.Model;

/// <summary>
/// One alarm in place of many: all devices of a station are unreachable, or all of a node. It is nothing of its own: what a person does about it
/// is done about each of <paramref name="Devices"/>.
/// </summary>
/// <param name="Node">Null when it is the whole station.</param>
/// <param name="State">Raised with the first, acknowledged with the last.</param>
public sealed record Outage(StationId Station, NodeId? Node, IReadOnlyList<DeviceId> Devices, Alarm State)
{
    public static readonly AlarmKind OfStation = new("SITE_OFFLINE", Severity.Major, Remedies.Notify, "all devices of the station OFFLINE", "one of them ONLINE", "[eng]");
    public static readonly AlarmKind OfNode = new("NODE_OFFLINE", Severity.Major, Remedies.Notify, "all devices of the node OFFLINE", "one of them ONLINE", "[eng]");

    /// <summary>The outages among what is unreachable, and what is left beside them. One device alone is no outage of its station or node.</summary>
    /// <param name="unreachable">The devices' alarms, active or cleared alike.</param>
    /// <param name="devicesAt">How many devices stand at a station, silent or not.</param>
    /// <param name="devicesOf">How many devices a node carries.</param>
    public static (List<Outage> Outages, List<T> Alone) Find<T>(
        IEnumerable<T> unreachable, Func<T, DeviceInfo> infoOf, Func<T, Alarm> alarmOf, Func<StationId, int> devicesAt, Func<NodeId, int> devicesOf)
    {
        var outages = new List<Outage>();
        var alone = new List<T>();
        foreach (var station in unreachable.GroupBy(one => (infoOf(one).Station, alarmOf(one).IsActive)))
        {
            if (IsWhole([.. station], devicesAt(station.Key.Station), node: null))
            {
                continue;
            }

            foreach (var node in station.GroupBy(one => infoOf(one).Id.NodeId))
            {
                if (!IsWhole([.. node], devicesOf(node.Key), node.Key))
                {
                    alone.AddRange(node);
                }
            }
        }

        return (outages, alone);

        bool IsWhole(T[] some, int all, NodeId? node)
        {
            if (some.Length < 2 || some.Length < all)
            {
                return false;
            }

            outages.Add(new(infoOf(some[0]).Station, node, Array.ConvertAll(some, one => infoOf(one).Id), Sum(Array.ConvertAll(some, one => alarmOf(one)))));
            return true;
        }
    }

    private static Alarm Sum(Alarm[] alarms)
    {
        var first = alarms.MinBy(one => one.RaisedAt)!;
        return first with
        {
            ClearedAt = alarms.Max(one => one.ClearedAt),
            Acknowledged = Array.TrueForAll(alarms, one => one.Acknowledged is not null) ? alarms.MaxBy(one => one.Acknowledged!.At)!.Acknowledged : null,
            Assignee = Array.TrueForAll(alarms, one => one.Assignee == first.Assignee) ? first.Assignee : null,
            Comment = Array.TrueForAll(alarms, one => one.Comment == first.Comment) ? first.Comment : null,
            ShelvedUntil = alarms.Min(one => one.ShelvedUntil),
            Raises = alarms.Max(one => one.Raises),
        };
    }
}
