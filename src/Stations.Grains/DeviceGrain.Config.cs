using System.Text.Json;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>What the device is to be set to, and what it says it is; decided by <see cref="ConfigRules"/>.</summary>
public sealed partial class DeviceGrain
{
    public async ValueTask<ConfigAnswer> Desire(ConfigRequest request)
    {
        if (tip is null)
        {
            return new(ConfigVerdict.NoSuchDevice);
        }

        var now = clock.NowMilliseconds();
        var (answer, news) = ConfigRules.Judge(tip, request, now);
        await Take(news, now);
        return answer;
    }

    /// <summary>Of any life: it may come before the birth of its own, and another birth would not say it again.</summary>
    public async ValueTask<Outcome> Configured(DeviceMessage message)
    {
        if (!Reported.TryParse(message.Payload, out var said, out var reason, out var detail))
        {
            return Outcome.Rejected(reason, detail);
        }

        if (tip is null)
        {
            return new(OutcomeKind.Stranger);
        }

        var now = clock.NowMilliseconds();
        var news = ConfigRules.Hear(tip, said, now);
        await Take(news, now);
        return new(news is null ? OutcomeKind.Duplicate : OutcomeKind.Applied);
    }

    private async ValueTask Take(Config? news, long now)
    {
        if (news is null)
        {
            await Durable();
            return;
        }

        var committed = Append(DeviceRecord.RecordKind.Config, now, [], JsonSerializer.SerializeToUtf8Bytes(news, GrainsJson.Default.Config));
        var next = Change(tip!.Apply(news), []);
        await committed;
        await Show(next);
    }
}
