using System.Globalization;
using System.Text;
using Stations.Journal;

namespace Stations.Tests.Journal;

/// <summary>
/// What <see cref="KillTests"/> starts in another process and kills. Appends for ever and prints "acknowledged key number" for each
/// acknowledged record once its commit's completions have run.
/// </summary>
internal static class KilledWriter
{
    public const string Command = "append-until-killed";
    public const int Keys = 50;

    public static async Task<int> AppendUntilKilled(string place)
    {
        await using var journal = StoreUnderTest.Open(StoreUnderTest.OptionsOf(place));
        var numbers = new int[Keys];
        var positions = new long[Keys];
        foreach (var known in journal.LoadAll())
        {
            var key = int.Parse(known.Key.Text(), CultureInfo.InvariantCulture);
            (numbers[key], positions[key]) = (int.Parse((known.Records.Count > 0 ? known.Records[^1].Bytes : known.State).Text(), CultureInfo.InvariantCulture), known.LastPosition);
        }

        var acknowledged = new StringBuilder();
        using var output = Console.OpenStandardOutput();
        journal.AfterCompletions = () =>
        {
            output.Write(Encoding.ASCII.GetBytes(acknowledged.ToString()));
            acknowledged.Clear();
        };
        await Task.WhenAll(Enumerable.Range(0, Keys).Select(AppendForEver).Append(CheckpointForEver()));
        return 0;

        async Task AppendForEver(int key)
        {
            while (true)
            {
                var appended = journal.Append($"{key}", $"{numbers[key] + 1}");
                await appended.Committed.ConfigureAwait(false);
                lock (numbers)
                {
                    (numbers[key], positions[key]) = (numbers[key] + 1, appended.Position);
                }

                acknowledged.Append("acknowledged ").Append(key).Append(' ').Append(numbers[key]).Append('\n');
            }
        }

        async Task CheckpointForEver()
        {
            while (true)
            {
                Snapshot[] snapshots;
                lock (numbers)
                {
                    snapshots = [.. Enumerable.Range(0, Keys).Select(key => JournalWords.Snapshot($"{key}", positions[key], $"{numbers[key]}"))];
                }

                await journal.Checkpoint(covered: snapshots.Min(snapshot => snapshot.Position), snapshots).ConfigureAwait(false);
            }
        }
    }
}
