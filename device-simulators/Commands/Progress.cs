using System.Globalization;
using Spectre.Console;

namespace DeviceSimulators.Commands;

/// <summary>Shows a few figures while work goes on: a live table on a terminal, otherwise a line every five seconds. It writes to standard error.</summary>
public sealed class Progress(TimeProvider clock, Func<IReadOnlyList<(string Name, string Value)>> figures)
{
    private static readonly TimeSpan TableInterval = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    public static string Format(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Shows progress until <paramref name="work"/> has ended; never throws for it.</summary>
    public async Task ShowAsync(string title, Task work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected || !console.Profile.Capabilities.Ansi)
        {
            await Console.Error.WriteLineAsync(title);
            await EveryAsync(LineInterval, work, () => Console.Error.WriteLine(string.Join("  ", figures().Select(figure => $"{figure.Name} {figure.Value}"))));
            return;
        }

        await console.Live(Table(title)).StartAsync(live => EveryAsync(TableInterval, work, () => live.UpdateTarget(Table(title))));
    }

    private async Task EveryAsync(TimeSpan interval, Task work, Action show)
    {
        while (await Task.WhenAny(work, Task.Delay(interval, clock)) != work)
        {
            show();
        }

        show();
    }

    private Table Table(string title)
    {
        var table = new Table().Title(Markup.Escape(title)).HideHeaders().AddColumn("").AddColumn("");
        foreach (var (name, value) in figures())
        {
            table.AddRow(Markup.Escape(name), Markup.Escape(value));
        }

        return table;
    }
}
