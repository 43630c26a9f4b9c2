using System.Diagnostics;
using System.Globalization;

namespace Stations.Tests.Journal;

public abstract class KillTests(StoreUnderTest store) : IDisposable
{
    public void Dispose()
    {
        store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_acknowledged_record_outlives_kill_minus_nine_in_order_and_none_twice()
    {
        var random = new Random(20);
        var acknowledged = new int[KilledWriter.Keys];
        for (var round = 0; round < 10; round++)
        {
            await RunAndKill(acknowledged, lines: random.Next(1, 20_000));
            await using var journal = store.Open();
            foreach (var found in journal.LoadAll())
            {
                var key = int.Parse(found.Key.Text(), CultureInfo.InvariantCulture);
                var start = found.Position == 0 ? 0 : int.Parse(found.State.Text(), CultureInfo.InvariantCulture);
                var numbers = found.Records.Select(record => int.Parse(record.Bytes.Text(), CultureInfo.InvariantCulture));
                Assert.Equal(Enumerable.Range(start + 1, found.Records.Count), numbers);
                Assert.InRange(acknowledged[key], 0, start + found.Records.Count);
                acknowledged[key] = 0;
            }
            Assert.All(acknowledged, left => Assert.Equal(0, left));
        }
    }

    private async Task RunAndKill(int[] acknowledged, int lines)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Stations.Tests"))
        {
            ArgumentList = { KilledWriter.Command, store.Place },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        try
        {
            for (var read = 0; read < lines;)
            {
                var line = await NextLine();
                Assert.NotNull(line);
                read += Take(line) ? 1 : 0;
            }
        }
        finally
        {
            process.Kill();
        }
        while (await NextLine() is { } line)
        {
            Take(line);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        async Task<string?> NextLine()
        {
            var line = process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
            await line.Within("a line from the writer");
            return await line;
        }

        // The last line may be cut off by the kill; "1" of "17" is still a number that was acknowledged.
        bool Take(string line)
        {
            if (line.Split(' ') is not ["acknowledged", var key, { Length: > 0 } number])
            {
                return false;
            }

            acknowledged[int.Parse(key, CultureInfo.InvariantCulture)] = int.Parse(number, CultureInfo.InvariantCulture);
            return true;
        }
    }
}
