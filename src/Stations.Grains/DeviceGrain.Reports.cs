using System.Text.Json;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>How far an appliance is to be believed: riders report, operators answer, the server finds that nobody uses it.</summary>
public sealed partial class DeviceGrain
{
    public async ValueTask<ReportReply> Report(ReportEvent said)
    {
        if (tip is null)
        {
            return new(ReportAnswer.NoSuchThing, said.Ticket);
        }

        var (before, now) = (tip, clock.NowMilliseconds());
        var (reply, next, facts) = Reports.Judge(before, said, rules, now);
        if (ReferenceEquals(next, before))
        {
            await Durable();
            return reply;
        }

        var committed = Append(DeviceRecord.RecordKind.Report, now, facts, JsonSerializer.SerializeToUtf8Bytes(said, GrainsJson.Default.ReportEvent));
        var changed = Change(next, facts);
        await committed;
        await Show(changed);
        return reply;
    }

    public async ValueTask CheckTrust(string? hours, string? zone)
    {
        if (tip is not null && limits.Find(tip, OpeningHours.TryParse(hours, zone, out var open) ? open : null, clock.NowMilliseconds()) is { } found)
        {
            await Report(found);
        }
    }
}
