using Stations.Journal;
using static Stations.Tests.Journal.JournalWords;

namespace Stations.Tests.Journal;

public sealed class SqliteDamageTests(JournalFolder folder) : DamageTests(folder)
{
    private const int Keys = 40;

    private readonly JournalFolder folder = folder;

    public SqliteDamageTests() : this(new JournalFolder())
    {
    }

    [Fact]
    public async Task One_flipped_bit_anywhere_is_noticed_or_harmless()
    {
        await Write();
        await FlipBits(folder, seed: 1, flips: 150);
    }

    [Fact]
    public async Task One_flipped_bit_in_the_files_of_a_killed_process_is_noticed_or_harmless()
    {
        await using var journal = await Write(close: false);
        using var image = folder.Image();
        await FlipBits(image, seed: 2, flips: 150);
    }

    [Fact]
    public async Task A_cut_file_is_noticed_or_harmless()
    {
        await using var journal = await Write(close: false);
        using var image = folder.Image();
        var random = new Random(3);
        foreach (var file in Directory.GetFiles(image.Path).Order(StringComparer.Ordinal).ToArray())
        {
            for (var cut = 0; cut < 20; cut++)
            {
                using var damaged = image.Image();
                using (var stream = File.OpenWrite(Path.Combine(damaged.Path, Path.GetFileName(file))))
                {
                    stream.SetLength(random.NextInt64(stream.Length));
                }

                await Verify(damaged, $"{Path.GetFileName(file)}, cut {cut}");
            }
        }
    }

    private static async Task FlipBits(JournalFolder original, int seed, int flips)
    {
        var random = new Random(seed);
        var files = Directory.GetFiles(original.Path).Order(StringComparer.Ordinal).Where(file => new FileInfo(file).Length > 0).ToArray();
        for (var flip = 0; flip < flips; flip++)
        {
            using var damaged = original.Image();
            var name = Path.GetFileName(files[flip % files.Length]);
            var path = Path.Combine(damaged.Path, name);
            if (!File.Exists(path))
            {
                continue;
            }

            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            var at = random.Next(bytes.Length);
            bytes[at] ^= (byte)(1 << random.Next(8));
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            await Verify(damaged, $"{name}, byte {at}, seed {seed}, flip {flip}");
        }
    }

    /// <summary>Keys with a snapshot and records after it, all still in the journal, and small states.</summary>
    private async Task<EventJournal> Write(bool close = true)
    {
        var journal = folder.Open();
        for (var round = 1; round <= 3; round++)
        {
            for (var key = 0; key < Keys; key++)
            {
                _ = journal.Append($"key {key:d2}", $"round {round}");
            }

            await journal.Append("last", $"round {round}").Committed.Within("append");
            if (round == 2)
            {
                await journal.Checkpoint(Keys + 1, [.. Enumerable.Range(0, Keys).Select(key => Snapshot($"key {key:d2}", Keys + 2 + key, "round 2")), Snapshot("last", 2 * (Keys + 1), "round 2")]).Within("checkpoint");
            }
        }
        for (var key = 0; key < Keys; key++)
        {
            await journal.States.Write($"key {key:d2}", "small", $"state {key}".Bytes(), etag: null);
        }

        if (close)
        {
            await journal.DisposeAsync();
        }

        return journal;
    }

    private static async Task Verify(JournalFolder damaged, string what)
    {
        try
        {
            await using var journal = damaged.Open();
            var served = 0;
            foreach (var key in journal.LoadAll())
            {
                served++;
                if (key.Damage is null)
                {
                    Assert.True(key.State.Text() == "round 2" && key.Records.Count == 1 && key.Records[0].Bytes.Text() == "round 3", $"{what}: {key.Key.Text()} = {key.Story()}");
                }
            }
            Assert.True(served == Keys + 1, $"{what}: {served} keys");
            for (var key = 0; key < Keys; key++)
            {
                Assert.True(journal.States.Read($"key {key:d2}", "small").Data.AsSpan().SequenceEqual($"state {key}".Bytes()), $"{what}: state {key}");
            }
        }
        catch (JournalException noticed)
        {
            Assert.NotEqual(JournalFault.InUse, noticed.Fault);
        }
    }
}
