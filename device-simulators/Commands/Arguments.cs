using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace DeviceSimulators.Commands;

/// <summary>Options that tell a wrong value together with what would be right.</summary>
public static class Arguments
{
    public static Option<int> Whole(string name, string description, int value, int lowest, int highest)
    {
        var option = new Option<int>(name) { Description = $"{description} ({lowest} to {highest})", DefaultValueFactory = _ => value };
        option.CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < lowest || number > highest)
            {
                result.AddError($"{name} '{text}': give a whole number from {lowest} to {highest}.");
            }

            return number;
        };
        return option;
    }

    public static Option<double> Number(string name, string description, double value, double lowest, double highest)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"{lowest} to {highest}");
        var option = new Option<double>(name) { Description = $"{description} ({range})", DefaultValueFactory = _ => value };
        option.CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !(number >= lowest && number <= highest))
            {
                result.AddError($"{name} '{text}': give a number from {range}.");
            }

            return number;
        };
        return option;
    }

    public static Option<int?> ProcessId(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0)
            {
                return id;
            }

            result.AddError($"{name} '{text}': give the id of a process.");
            return null;
        },
    };

    public static Option<Uri?> Site(string name, string description, Uri value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var site) && (site.Scheme == Uri.UriSchemeHttp || site.Scheme == Uri.UriSchemeHttps))
            {
                return site;
            }

            result.AddError($"{name} '{text}': give an address such as {value}.");
            return null;
        },
    };

    /// <summary>RFC 3339.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = $"{description}, such as 2026-05-11T11:00:00+08:00",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is >= 2000 and < 2100)
            {
                return time;
            }

            result.AddError($"{name} '{text}': give a time of this century, such as 2026-05-11T11:00:00+08:00.");
            return null;
        },
    };

    /// <summary>Seconds, or a number with <c>s</c>, <c>m</c> or <c>h</c>; null for no limit.</summary>
    public static Option<TimeSpan?> Duration(string name, string description, TimeSpan? value) => new(name)
    {
        Description = $"{description}, such as 90, 90s, 15m or 2h",
        DefaultValueFactory = _ => value,
        CustomParser = result => ParseDuration(name, result),
    };

    private static TimeSpan? ParseDuration(string name, ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        var (digits, secondsPerUnit) = text switch
        {
            [.. var number, 's'] => (number, 1),
            [.. var number, 'm'] => (number, 60),
            [.. var number, 'h'] => (number, 3600),
            _ => (text, 1),
        };
        if (double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var units) && units * secondsPerUnit is > 0 and <= 31 * 86_400)
        {
            return TimeSpan.FromSeconds(units * secondsPerUnit);
        }

        result.AddError($"{name} '{text}': give a time up to 31 days, such as 90, 90s, 15m or 2h.");
        return null;
    }
}
