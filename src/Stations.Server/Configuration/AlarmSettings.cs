using Stations.Model;
using Stations.Protocol;

namespace Stations.Server.Configuration;

/// <summary>
/// <c>Alarms:SLOT_TEMPERATURE_HIGH:Raise=52</c> for every device that has this alarm, <c>Alarms:Models:NX-12:SLOT_TEMPERATURE_HIGH:Raise=55</c> for those whose
/// birth names this model. What can be set: <c>Raise, Clear, RaiseLow, ClearLow, Rise</c> in the unit of the alarm, <c>RaiseSeconds, ClearSeconds</c>.
/// </summary>
internal static class AlarmSettings
{
    private const string Section = "Alarms";
    private const string Models = "Models";

    private const int LongestSeconds = 24 * 60 * 60;

    public static RuleBook Read(Settings settings)
    {
        var own = settings.Below(Section).Where(code => !code.Equals(Models, StringComparison.OrdinalIgnoreCase)).Select(code => Read(settings, null, Section, code));
        var ofModels = settings.Below($"{Section}:{Models}")
            .SelectMany(model => settings.Below($"{Section}:{Models}:{model}").Select(code => Read(settings, model, $"{Section}:{Models}:{model}", code)));
        AlarmSetting[] all = [.. own.OfType<AlarmSetting>(), .. ofModels.OfType<AlarmSetting>()];
        var book = new RuleBook(all);
        foreach (var mistake in book.Mistakes())
        {
            settings.Mistake(mistake);
        }

        return book;
    }

    /// <summary>Null for an alarm that there is not.</summary>
    private static AlarmSetting? Read(Settings settings, string? model, string section, string code)
    {
        var rule = Enum.GetValues<DeviceKind>().Select(kind => Kind.Of(kind).Rules.Of(code)).FirstOrDefault(rule => rule is not null);
        if (rule is null)
        {
            settings.Mistake($"{section}:{code} is no alarm; there are {string.Join(", ", Codes())}");
            return null;
        }

        return new(
            model,
            code,
            Limit("Raise", rule.Limits.Raise),
            Limit("Clear", rule.Limits.Clear),
            Limit("RaiseLow", rule.Limits.RaiseLow),
            Limit("ClearLow", rule.Limits.ClearLow),
            Limit("Rise", rule.Limits.Rise),
            Duration("RaiseSeconds"),
            rule.Condition.IsLatched() ? null : Duration("ClearSeconds"));

        // A number that the alarm does not have is not read, and so told as a mistake.
        double? Limit(string name, double standard) => double.IsNaN(standard) ? null : settings.Number($"{section}:{code}:{name}");

        TimeSpan? Duration(string name)
        {
            var seconds = settings.Number($"{section}:{code}:{name}");
            if (seconds is null or (>= 0 and <= LongestSeconds))
            {
                return seconds is { } number ? TimeSpan.FromSeconds(number) : null;
            }

            settings.Mistake($"{section}:{code}:{name} must be from 0 to {LongestSeconds}");
            return null;
        }
    }

    private static IEnumerable<string> Codes() => Enum.GetValues<DeviceKind>()
        .SelectMany(kind => Kind.Of(kind).Rules.All).Select(rule => rule.Alarm?.Code).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
}
