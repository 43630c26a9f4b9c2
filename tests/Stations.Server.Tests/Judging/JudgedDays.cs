using System.Diagnostics;
using System.Globalization;
using DeviceSimulators;
using DeviceSimulators.Faults;

namespace Stations.Server.Tests.Judging;

/// <summary><c>judge [days] [seed] [script …]</c>: all districts under all faults, and what riders were shown held against what was so.</summary>
internal static class JudgedDays
{
    public const string Command = "judge";

    private const double DefaultDays = 1;

    public static int Run(string[] order)
    {
        if (order.Length > 0 && !double.TryParse(order[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _))
        {
            Console.Error.WriteLine($"{Command} [days] [seed] [{string.Join('|', FaultScript.Names)} or a file …]");
            return 2;
        }

        var days = order.Length > 0 ? double.Parse(order[0], CultureInfo.InvariantCulture) : DefaultDays;
        var seed = order.Length > 1 ? int.Parse(order[1], CultureInfo.InvariantCulture) : 1;
        var scripts = (order.Length > 2 ? order[2..] : [.. FaultScript.Names]).Select(FaultScript.Load).ToArray();
        if (scripts.SelectMany(script => script.Mistakes).ToArray() is { Length: > 0 } mistakes)
        {
            Console.Error.WriteLine(string.Join('\n', mistakes));
            return 2;
        }

        var began = Stopwatch.GetTimestamp();
        using var world = new JudgedWorld([.. District.Ids], seed, TimeSpan.FromDays(days), [.. scripts.Select(script => script.Script!)]);
        world.Passed += passed => Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{passed.TotalDays:0.00} of {days} days, {passed / Stopwatch.GetElapsedTime(began):0} times as fast as life, {Environment.WorkingSet >> 20} MB"));
        var verdict = world.Run();
        Console.WriteLine($"seed {seed}, {days.ToString(CultureInfo.InvariantCulture)} days, {world.Faults} faults");
        Console.WriteLine(verdict);
        world.Complaints.ToList().ForEach(Console.WriteLine);
        return verdict.Failures.Any() || world.Complaints.Count > 0 ? 1 : 0;
    }
}
