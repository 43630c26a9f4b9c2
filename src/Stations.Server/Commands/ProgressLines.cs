using System.Globalization;
using Stations.Journal.Backup;

namespace Stations.Server.Commands;

/// <summary>At most a line per second on standard error, so that what is short says nothing.</summary>
internal sealed class ProgressLines(TimeProvider clock) : IProgress<BackupProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long last = clock.GetTimestamp();

    public void Report(BackupProgress value)
    {
        if (clock.GetElapsedTime(last) < Pause)
        {
            return;
        }

        last = clock.GetTimestamp();
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Step}: {value.Entries:N0} entries, {Math.Min(value.Fraction, 1):P0}"));
    }
}
