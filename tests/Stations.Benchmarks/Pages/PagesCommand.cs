using System.CommandLine;

namespace Stations.Benchmarks.Pages;

/// <summary><c>pages</c>: how soon somebody who opens a page sees what it is for.</summary>
internal static class PagesCommand
{
    public static Command Create(TimeProvider clock)
    {
        var devices = Whole.Option("--devices", "devices of the large fleet, two to a node and a station", 10_000, 1_000, 1_000_000);
        var rounds = Whole.Option("--rounds", "rounds of both, alternating; the median counts", 5, 1, 100);
        var command = new Command("pages", "From the address to the page, in Chromium: the first hundred of very many devices beside those of two hundred, and the riders' list on a slow line.") { devices, rounds };
        command.SetAction((parsed, cancellation) => new PagesRun(parsed.GetValue(rounds), parsed.GetValue(devices), clock).Measure(cancellation));
        return command;
    }
}
