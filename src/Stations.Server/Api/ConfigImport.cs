using Stations.Grains;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Live;

namespace Stations.Server.Api;

/// <summary>Sets devices one by one, some at a time; each row's fate is its own.</summary>
internal sealed class ConfigImport(HttpContext context, StationBoard board, IGrainFactory grains, TimeProvider clock)
{
    /// <summary>They share the journal's commits.</summary>
    private const int AtOnce = 16;

    /// <summary>How often somebody else may be faster.</summary>
    private const int MaxTries = 4;

    private const string DeviceForm = "district:node:device";
    private const string Set = "set";
    private const string Same = "same";
    private const string Failed = "failed";

    private readonly string by = context.Caller()!.Name;

    public sealed record Setting(string? Device, string? Name, SettingValue Value);

    public async Task<ConfigImportReport> Run(List<ImportRow<Setting>> rows, bool dryRun)
    {
        var report = new ConfiguredRow[rows.Count];
        var firstLines = new Dictionary<(string Device, string Name), int>();
        var good = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var index = 0; index < rows.Count; index++)
        {
            var (line, row, mistake) = rows[index];
            mistake ??= MistakeOf(row!);
            if (mistake is null && !firstLines.TryAdd((row!.Device!, row.Name!), line))
            {
                var first = firstLines[(row.Device!, row.Name!)];
                mistake = new(RowFault.SameAsLine, $"is the same setting as line {first}; leave one out", $"{first}");
            }

            report[index] = new(line, Failed, row?.Device, row?.Name, mistake?.Reason, mistake?.Code, mistake?.Detail);
            if (mistake is null)
            {
                (good.TryGetValue(row!.Device!, out var those) ? those : good[row.Device!] = []).Add(index);
            }
        }

        var limits = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = context.RequestAborted };
        await Parallel.ForEachAsync(good, limits, async (device, stop) =>
        {
            var wanted = device.Value.ToDictionary(index => rows[index].Body!.Name!, index => rows[index].Body!.Value, StringComparer.Ordinal);
            var (before, why) = await Configure(device.Key, wanted, dryRun, stop);
            foreach (var index in device.Value)
            {
                var isSame = before.TryGetValue(rows[index].Body!.Name!, out var value) && value.IsSame(rows[index].Body!.Value);
                report[index] = report[index] with { Outcome = why is not null ? Failed : isSame ? Same : Set, Reason = why?.Reason, Code = why?.Code, Detail = why?.Detail };
            }
        });
        return new(dryRun, Count(Set), Count(Same), Count(Failed), report);

        int Count(string outcome) => report.Count(row => row.Outcome == outcome);
    }

    private RowMistake? MistakeOf(Setting row)
    {
        if (row.Name is not { Length: > 0 } name)
        {
            return new(RowFault.NameNeeded, "name is needed: what to set");
        }

        if (!DeviceId.TryParse(row.Device ?? "", out var id) || !context.MaySee(id.District) || board.Find(id)?.Device is not { Kind: var kind })
        {
            return new(RowFault.NoSuchDevice, $"there is no device '{row.Device}'; an id is {DeviceForm}", DeviceForm);
        }

        var setting = Array.Find(kind.Settings, one => one.Name == name);
        return ConfigRules.Mistake(kind, name, row.Value) is not { } mistake ? null
            : setting is null ? new(RowFault.NoSuchSetting, $"{name} {mistake}", string.Join(", ", kind.Settings.Select(one => one.Name)))
            : new(RowFault.BadValue, $"{name} {mistake}", setting.Takes);
    }

    /// <summary>The other settings stay: read, changed, and written if nobody was faster.</summary>
    /// <returns>What was wanted before, and why it could not be done; null when it was.</returns>
    private async Task<(IReadOnlyDictionary<string, SettingValue> Before, RowMistake? Why)> Configure(
        string id, Dictionary<string, SettingValue> wanted, bool dryRun, CancellationToken stop)
    {
        var config = (DeviceId.TryParse(id, out var known) ? board.Find(known)?.Device.Config : null) ?? Config.None;
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var before = config.Desired?.Values ?? new Dictionary<string, SettingValue>(StringComparer.Ordinal);
            if (dryRun)
            {
                return (before, null);
            }

            var whole = new Dictionary<string, SettingValue>(before, StringComparer.Ordinal);
            foreach (var (name, value) in wanted)
            {
                whole[name] = value;
            }

            var expected = config.Version;
            try
            {
                var answer = await Insist.On(() => grains.GetGrain<IDeviceGrain>(id).Desire(new ConfigRequest(whole, by, expected)), clock, stop);
                if (answer.Verdict != ConfigVerdict.Changed)
                {
                    return (before, answer.Verdict switch
                    {
                        ConfigVerdict.Taken => null,
                        ConfigVerdict.BadValue => new(RowFault.BadValue, answer.Detail!),
                        _ => new(RowFault.NoSuchDevice, "it is gone", DeviceForm),
                    });
                }

                config = answer.Config!;
            }
            catch (Exception away) when (away is TimeoutException or Orleans.Runtime.OrleansException)
            {
                return (before, new(RowFault.NotDurable, "the journal does not answer; look at /readyz and send it again"));
            }
        }

        return (config.Desired!.Values, new(RowFault.ChangedMeanwhile, "others change it at the same time; send it again"));
    }
}
