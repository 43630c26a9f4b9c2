using System.Globalization;

namespace DeviceSimulators.Devices;

/// <summary>How busy riders are over the day of the districts (UTC+8), from 0 to 1.</summary>
public static class Day
{
    public static readonly TimeSpan Zone = TimeSpan.FromHours(8);

    private static readonly (double Hour, double Width, double Height)[] Rushes = [(8, 0.8, 0.35), (12, 1.1, 1), (18.5, 1.3, 0.95), (22.5, 1, 0.4)];
    private static readonly (double Hour, double Width, double Height)[] Lulls = [(10.2, 0.7, 0.5), (14.6, 1.3, 1), (20.8, 1.1, 0.8), (23.8, 0.9, 0.3)];

    /// <summary>Meals are picked up: short parking, doors going.</summary>
    public static double Orders(DateTimeOffset now) => Curve(now, Rushes);

    /// <summary>The rush is over: riders sit down, drink, and charge.</summary>
    public static double Rests(DateTimeOffset now) => Curve(now, Lulls);

    /// <summary>Outside air, °C: coolest at 5, warmest at 15 o'clock.</summary>
    public static double OutsideCelsius(DateTimeOffset now) => 19 + 5 * Math.Cos((HourOf(now) - 15) / 24 * Math.Tau);

    /// <param name="hours"><c>24/7</c>, or <c>07:00-01:00</c>; a closing time before the opening time is on the next day.</param>
    public static bool IsOpen(string hours, DateTimeOffset now)
    {
        if (hours == "24/7")
        {
            return true;
        }

        var (opens, closes) = (Time(hours.AsSpan(0, 5)), Time(hours.AsSpan(6, 5)));
        var time = TimeOnly.FromTimeSpan(now.ToOffset(Zone).TimeOfDay);
        return time.IsBetween(opens, closes);
    }

    private static TimeOnly Time(ReadOnlySpan<char> text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    private static double Curve(DateTimeOffset now, (double Hour, double Width, double Height)[] peaks)
    {
        var hour = HourOf(now);
        var sum = 0.04;
        foreach (var peak in peaks)
        {
            // The nearer way around midnight.
            var away = Math.IEEERemainder(hour - peak.Hour, 24) / peak.Width;
            sum += peak.Height * Math.Exp(-away * away / 2);
        }

        return Math.Min(1, sum);
    }

    private static double HourOf(DateTimeOffset now) => now.ToOffset(Zone).TimeOfDay.TotalHours;
}
