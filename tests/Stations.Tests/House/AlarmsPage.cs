using System.Globalization;
using System.Text;
using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.House;

/// <summary><c>src/ALARMS.md</c> as the tables of the kinds have it: <c>alarms-page > src/ALARMS.md</c>.</summary>
internal static class AlarmsPage
{
    public const string Command = "alarms-page";

    public static int Print()
    {
        Console.Out.Write(Text());
        return 0;
    }

    public static string Text()
    {
        var page = new StringBuilder(
            """
            # Alarms

            Every alarm with its default numbers. `[std]` is a number from a standard, or from a page quoting one; `[field]` from running open code; `[eng]` our own
            engineering default. Nothing here claims compliance or fire safety: a trip on the device must never wait for this service.

            An alarm is raised once what raises it has lasted, silence or not, and cleared once the device says the all-clear for the second time, the clear time after
            the first. What only a person ends is raised whatever is told afterwards, until somebody has looked and resets it.

            Set a number for all devices with `--Alarms:SLOT_TEMPERATURE_HIGH:Raise=52`, for one model (the node's `model` in its birth) with
            `--Alarms:Models:NX-12:SLOT_TEMPERATURE_HIGH:Raise=55`. Names: `Raise`, `Clear`, `RaiseLow`, `ClearLow`, `Rise`, `RaiseSeconds`, `ClearSeconds`.

            This page is printed from the code by `dotnet run --project tests/Stations.Tests -- alarms-page`; a test holds the two together.

            """).AppendLine();
        foreach (var kind in Enum.GetValues<DeviceKind>())
        {
            var own = Kind.Of(kind).Rules.All.Where(rule => rule.Alarm is not null && (!Kind.OfEvery.Contains(rule) || kind == DeviceKind.Unknown)).ToArray();
            page.AppendLine(CultureInfo.InvariantCulture, $"## {(kind == DeviceKind.Unknown ? "every device" : kind.Word().Replace('_', ' '))}").AppendLine()
                .AppendLine("| alarm | raise | must last | clear | must last | severity and action | basis |")
                .AppendLine("|---|---|---|---|---|---|---|");
            foreach (var rule in own)
            {
                var alarm = rule.Alarm!;
                page.AppendLine(CultureInfo.InvariantCulture, $"| {alarm.Code} | {Fill(alarm.Raise, rule.Limits)} | {Time(rule.BeginsAfter)} | {Fill(alarm.Clear, rule.Limits)} | {(rule.Condition.IsLatched() ? "" : Time(rule.EndsAfter))} | {alarm.Severity.ToString().ToUpperInvariant()}: {alarm.Remedies} | {alarm.Basis} |");
            }

            page.AppendLine();
        }

        return page.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd() + "\n";
    }

    private static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} s");

    private static string Fill(string words, Limits limits) => words
        .Replace("{Raise}", Number(limits.Raise), StringComparison.Ordinal)
        .Replace("{Clear}", Number(limits.Clear), StringComparison.Ordinal)
        .Replace("{RaiseLow}", Number(limits.RaiseLow), StringComparison.Ordinal)
        .Replace("{ClearLow}", Number(limits.ClearLow), StringComparison.Ordinal)
        .Replace("{Rise}", Number(limits.Rise), StringComparison.Ordinal);

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
