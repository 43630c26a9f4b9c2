using System.Globalization;
using System.Net;
using System.Text.Json;
using Stations.Journal.Postgres;

namespace Stations.Server.Configuration;

/// <summary>The configuration cannot be used; the message lists every mistake.</summary>
public sealed class OptionsException(IReadOnlyList<string> mistakes)
    : Exception($"The configuration has {mistakes.Count} mistake(s):{string.Concat(mistakes.Select(mistake => $"\n  - {mistake}"))}");

/// <summary>Reads settings one by one and remembers what is wrong, so that all mistakes are told at once.</summary>
internal sealed class Settings(IConfiguration configuration)
{
    private readonly List<string> mistakes = [];
    private readonly List<string> known = [];

    public void Mistake(string mistake) => mistakes.Add(mistake);

    public string Text(string name, string whenAbsent) => Read(name) ?? whenAbsent;

    /// <summary>Null when absent.</summary>
    public string? Text(string name) => Read(name);

    /// <summary>Null when absent, or wrong.</summary>
    public T? Parse<T>(string name, string expected, Func<string, T?> parse) where T : class
    {
        if (Read(name) is not { } text)
        {
            return null;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        mistakes.Add($"{name} is '{text}'; it must be {expected}");
        return null;
    }

    public int Whole(string name, int whenAbsent, int least, int most) => Parse(
        name,
        whenAbsent,
        $"a whole number from {least} to {most}",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : (int?)null);

    /// <summary>What is set in a section: names below it, one level deep.</summary>
    public IEnumerable<string> Below(string section) => configuration.GetSection(section).GetChildren().Select(child => child.Key);

    /// <summary>A number, or null when absent.</summary>
    public double? Number(string name)
    {
        if (Read(name) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        mistakes.Add($"{name} is '{text}'; it must be a number");
        return null;
    }

    /// <summary>Whatever is set in a section besides <paramref name="except"/> is a mistake.</summary>
    public void MustBeAbsent(string section, string except, string why) => mistakes.AddRange(configuration.GetSection(section).AsEnumerable()
        .Where(pair => pair.Value is { Length: > 0 } && !pair.Key.Equals(except, StringComparison.OrdinalIgnoreCase))
        .Select(pair => $"{pair.Key} {why}"));

    /// <summary>A connection string, or null when absent. What is wrong with it is told without its text, which may hold a password.</summary>
    public PostgresAddress? Postgres(string name)
    {
        if (Read(name) is not { } text)
        {
            return null;
        }

        if (!PostgresAddress.TryParse(text, out var address, out var mistake))
        {
            mistakes.Add($"{name} {mistake}");
        }

        return address;
    }

    /// <summary>What stands in a file of JSON, or null when absent.</summary>
    public byte[]? JsonFile(string name, int mostBytes)
    {
        if (Read(name) is not { } path)
        {
            return null;
        }

        try
        {
            var bytes = File.ReadAllBytes(path);
            using var document = JsonDocument.Parse(bytes);
            if (bytes.Length <= mostBytes)
            {
                return bytes;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            // One sentence says all that it must be.
        }

        mistakes.Add($"{name} is '{path}'; it must be a file of JSON, at most {mostBytes} bytes, that this server may read");
        return null;
    }

    public bool Flag(string name, bool whenAbsent) => Parse(name, whenAbsent, "true or false", text => bool.TryParse(text, out var value) ? value : null);

    public TimeSpan Seconds(string name, TimeSpan whenAbsent, TimeSpan least, TimeSpan most) => Parse(
        name,
        whenAbsent,
        $"a number of seconds from {least.TotalSeconds} to {most.TotalSeconds}",
        text => double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds >= least.TotalSeconds && seconds <= most.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : (TimeSpan?)null);

    /// <summary>A whole number of days from 1.</summary>
    public int Days(string name, int whenAbsent, int most) => Parse(
        name,
        whenAbsent,
        $"a whole number of days from 1 to {most}",
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days >= 1 && days <= most ? days : (int?)null);

    public IPEndPoint EndPoint(string name, IPEndPoint whenAbsent)
    {
        if (Read(name) is not { } text)
        {
            return whenAbsent;
        }

        // IPEndPoint takes an address without a port for port 0, so ask for the colon.
        if (text.Contains(':') && IPEndPoint.TryParse(text, out var value))
        {
            return value;
        }

        mistakes.Add($"{name} is '{text}'; it must be address:port, such as {whenAbsent}");
        return whenAbsent;
    }

    /// <param name="sections">A name in one of these that nobody reads is a mistake too: it would be silently ignored.</param>
    public void ThrowIfAny(IEnumerable<string> sections)
    {
        mistakes.AddRange(sections
            .SelectMany(section => configuration.GetSection(section).AsEnumerable().Where(pair => pair.Value is not null).Select(pair => pair.Key))
            .Where(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(name => $"{name} is not a setting; there are {string.Join(", ", known.Distinct(StringComparer.Ordinal))}"));
        if (mistakes.Count > 0)
        {
            throw new OptionsException(mistakes);
        }
    }

    /// <param name="parse">Null for what is not <paramref name="expected"/>.</param>
    public T Parse<T>(string name, T whenAbsent, string expected, Func<string, T?> parse) where T : struct
    {
        if (Read(name) is not { } text)
        {
            return whenAbsent;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        mistakes.Add($"{name} is '{text}'; it must be {expected}");
        return whenAbsent;
    }

    private string? Read(string name)
    {
        known.Add(name);
        return configuration[name] is { Length: > 0 } text ? text : null;
    }
}
