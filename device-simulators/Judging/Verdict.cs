using System.Globalization;
using System.Text;

namespace DeviceSimulators.Judging;

/// <summary>What the judge found. It stands while <see cref="Failures"/> is empty.</summary>
public sealed record Verdict(IReadOnlyList<Account> Accounts, IReadOnlyList<AlarmAccount> Alarms, IReadOnlyList<string> Incidents)
{
    /// <summary>Events of the public stream.</summary>
    public required long Events { get; init; }

    /// <summary>How often something was shown older than what was shown before.</summary>
    public required int WentBack { get; init; }

    /// <summary>Seconds in which a station's sums were not those of its appliances.</summary>
    public required double WrongSums { get; init; }

    /// <summary>How often more alarms were told of than shown, so that some could not be seen here.</summary>
    public required int AlarmsCut { get; init; }

    /// <summary>What the server said of itself.</summary>
    public required IReadOnlyCollection<string> ServerTroubles { get; init; }

    public double FalseFreeSeconds => Known.Sum(account => account.FalseFree);

    public double WrongSeconds => Known.Sum(account => account.Wrong);

    /// <summary>Why the verdict is against the service, one sentence each.</summary>
    public IEnumerable<string> Failures
    {
        get
        {
            (bool Is, FormattableString Sentence)[] all =
            [
                (Events == 0, $"Nothing was shown at all."),
                (FalseFreeSeconds > 0, $"Things that cannot be used were shown as free for {FalseFreeSeconds:0.#} s beyond the time to notice."),
                (WrongSeconds > 0, $"Things were shown with a wrong word for {WrongSeconds:0.#} s beyond the time to notice."),
                (Known.FirstOrDefault(account => account.Delays.Exists(delay => delay > account.Bound)) is not null, $"A fault was noticed too late."),
                (Alarms.Any(alarm => alarm.Missed > 0), $"{Alarms.Sum(alarm => alarm.Missed)} alarms were missed."),
                (Alarms.Any(alarm => alarm.Late > 0), $"{Alarms.Sum(alarm => alarm.Late)} alarms came too late."),
                (Alarms.Any(alarm => alarm.False > 0), $"{Alarms.Sum(alarm => alarm.False)} alarms had no reason."),
                (WentBack > 0, $"{WentBack} times something was shown older than before."),
                (WrongSums > 0, $"Sums of stations were wrong for {WrongSums:0.#} s."),
                (ServerTroubles.Count > 0, $"The server was in trouble: {string.Join(", ", ServerTroubles)}."),
            ];
            return all.Where(one => one.Is).Select(one => FormattableString.Invariant(one.Sentence));
        }
    }

    private IEnumerable<Account> Known => Accounts.Where(account => account.Undetectable is null);

    /// <summary>Tables for people.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Row(text, "fault", "times", "false-free s", "within bound s", "wrong s", "unknown s", "delay p50", "p99", "max", "bound s");
        foreach (var one in Known.OrderBy(account => account.Name == Judge.Ordinary ? "" : account.Name, StringComparer.Ordinal))
        {
            Row(
                text, one.Name, Whole(one.Times), Seconds(one.FalseFree), Seconds(one.FreeWithinBound), Seconds(one.Wrong), Seconds(one.Unknown),
                Share(one.Delays, 0.5), Share(one.Delays, 0.99), Share(one.Delays, 1), one.Name == Judge.Ordinary ? Seconds(Faults.FaultKind.Told) : Seconds(one.Bound));
        }

        text.AppendLine();
        Row(text, "alarm", "due", "missed", "late", "false", "delay p50", "p99", "max", "bound s");
        foreach (var one in Alarms.OrderBy(alarm => alarm.Code, StringComparer.Ordinal))
        {
            Row(
                text, one.Code, Whole(one.Due), Whole(one.Missed), Whole(one.Late), Whole(one.False),
                Share(one.Delays, 0.5), Share(one.Delays, 0.99), Share(one.Delays, 1), Seconds(Limits.Of(one.Code).Bound));
        }

        text.AppendLine();
        Row(text, "nobody can know", "times", "false-free s", "wrong s", "why");
        foreach (var one in Accounts.Where(account => account.Undetectable is not null).OrderBy(account => account.Name, StringComparer.Ordinal))
        {
            Row(text, one.Name, Whole(one.Times), Seconds(one.FalseFree), Seconds(one.Wrong), $"  {one.Undetectable}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"\n{Events:N0} events; {WentBack} went back; {WrongSums:0.#} s of wrong sums; {AlarmsCut} times more alarms than shown");
        foreach (var incident in Incidents)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {incident}");
        }

        foreach (var failure in Failures)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"AGAINST: {failure}");
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string first, params string[] rest) => text.AppendLine($"{first,-26}{string.Concat(rest.Select(cell => $"{cell,15}"))}");

    private static string Whole(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Share(List<double> delays, double share) =>
        delays.Count == 0 ? "-" : Seconds(delays.Order().ElementAt(Math.Clamp((int)Math.Ceiling(share * delays.Count) - 1, 0, delays.Count - 1)));
}
