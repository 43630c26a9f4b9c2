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

    /// <summary>Of a life whose birth is not here yet. Kept in memory only: whoever hears a configuration again, as after a restart of the server, says it again.</summary>
    private Reported? early;

    /// <summary>
    /// It may come before the birth of its life, which would not say it again, or long after that of the next: what is of another life waits for that one's birth.
    /// </summary>
    public async ValueTask<Outcome> Configured(DeviceMessage message)
    {
        if (!Reported.TryParse(message.Payload, out var said, out var reason, out var detail))
        {
            return Outcome.Rejected(reason, detail);
        }

        if (tip is null || (said.Boot is { } boot && boot != tip.Boot))
        {
            early = said;
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

        var committed = Write(news, now);
        var next = tip!;
        await committed;
        await Show(next);
    }

    /// <summary>At the birth of a life: what the device said before it.</summary>
    private ValueTask HearEarly(long now)
    {
        if (early is not { } said || (said.Boot is { } boot && boot != tip!.Boot))
        {
            return default;
        }

        early = null;
        return ConfigRules.Hear(tip!, said, now) is { } news ? Write(news, now) : default;
    }

    private ValueTask Write(Config news, long now)
    {
        var committed = Append(DeviceRecord.RecordKind.Config, now, [], JsonSerializer.SerializeToUtf8Bytes(news, GrainsJson.Default.Config));
        Change(tip!.Apply(news), []);
        return committed;
    }
}
