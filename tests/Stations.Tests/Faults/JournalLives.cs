using Stations.Journal;
using Stations.Tests.Journal;

namespace Stations.Tests.Faults;

/// <summary>
/// The real journal on a disk with a cache, from one seed: it works, it is killed or loses power at any change of its files, it is opened
/// again and held against the <see cref="Ledger"/>; several lives long, so that recoveries are interrupted, too.
/// </summary>
internal sealed partial class JournalLives(int seed)
{
    private const int Lives = 8;
    private const string Mark = "journal.mark";

    private readonly Random random = new(seed);
    private readonly Ledger ledger = new();
    private readonly List<string> story = [];
    private JournalFolder folder = null!;
    private EventJournal journal = null!;

    public Disk Disk { get; } = new();

    /// <summary>How often the lights went out so far.</summary>
    public int PowerLosses { get; private set; }

    /// <exception cref="InvalidOperationException">A promise was broken: seed, what was done, and what was found.</exception>
    public void Live() => Tell(() =>
    {
        for (var life = 0; life < Lives; life++)
        {
            LiveOnce(Disk.Content(), Work);
            End(powerLoss: random.Next(4) > 0);
        }

        LiveOnce(Disk.Content(), Open);
    });

    /// <summary>Two lives, then one flipped bit or one cut file: it is noticed and named, or has no consequence.</summary>
    /// <exception cref="InvalidOperationException">A promise was broken: seed, what was done, and what was found.</exception>
    public void LiveAndBeDamaged() => LiveAndBeDamaged(Work, _ => true);

    /// <summary>The same where the second life ends while SQLite's log moves into the main file, and the log is what is damaged.</summary>
    /// <exception cref="InvalidOperationException">A promise was broken: seed, what was done, and what was found.</exception>
    public void MoveAndBeDamaged() => LiveAndBeDamaged(WorkAndMove, name => name.EndsWith("-wal", StringComparison.Ordinal));

    private void LiveAndBeDamaged(Action secondLife, Func<string, bool> damaged) => Tell(() =>
    {
        foreach (var life in (Action[])[Work, secondLife])
        {
            LiveOnce(Disk.Content(), life);
            End(powerLoss: false);
        }

        var files = Disk.Content();
        story.Add(Damage.One(files, damaged, random));
        ledger.MayBeDamaged = true;
        try
        {
            LiveOnce(files, Open);
        }
        catch (JournalException noticed) when (noticed.Fault is not JournalFault.InUse && noticed.Message.Contains(folder.Path, StringComparison.Ordinal))
        {
        }
    });

    private void Tell(Action live)
    {
        try
        {
            live();
        }
        catch (Exception e) when (e is Xunit.Sdk.XunitException or JournalException or InvalidOperationException)
        {
            throw new InvalidOperationException($"Seed {seed}: {e.Message}\n{string.Join('\n', story)}", e);
        }
    }

    /// <summary>One life on the files as they were found; the disk keeps what outlives it.</summary>
    private void LiveOnce(Dictionary<string, byte[]> files, Action live)
    {
        folder = new JournalFolder();
        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(Path.Combine(folder.Path, name), content);
        }

        story.Add(string.Join(", ", files.Select(file => $"{file.Key} {file.Value.Length}")));
        Disk.GoOutAfter(random.Next(3) == 0 ? random.Next(1, 20) : random.Next(1, 400));
        RecordedFiles.Watch(folder.Path, Disk);
        try
        {
            live();
        }
        finally
        {
            RecordedFiles.Forget(folder.Path);
            Disk.GoOutAfter(0);
            Close();
            folder.Dispose();
        }
    }

    private void Work()
    {
        Open();
        for (var act = random.Next(1, 40); act > 0 && !Disk.IsOut; act--)
        {
            Act();
        }
    }

    private void WorkAndMove()
    {
        Work();
        if (!Disk.IsOut)
        {
            Disk.GoOutAfter(random.Next(2, 12));
            MoveLog();
        }
    }

    private void End(bool powerLoss)
    {
        story.Add(powerLoss ? "power loss" : "kill -9");
        if (powerLoss)
        {
            PowerLosses++;
            Disk.LosePower(random);
        }
    }

    private void Open()
    {
        journal = new EventJournal(new JournalOptions(folder.Path) { Stepped = true }, TimeProvider.System);
        journal.Open();
        CopyMark();
        if (!Disk.IsOut)
        {
            ledger.Check(journal);
        }

        Tell($"opened at {journal.Committed}");
        journal.BeforeCompletions = CopyMark;
    }

    private void Close() => journal.DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>The mark is written beside SQLite, so what was written is read back.</summary>
    private void CopyMark()
    {
        Disk.Create(Mark);
        using var file = new FileStream(Path.Combine(folder.Path, Mark), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> content = stackalloc byte[(int)file.Length];
        file.ReadExactly(content);
        Disk.Write(Mark, 0, content);
    }

    private void Tell(string what) => story.Add($"  {what}{(Disk.IsOut ? " (in the dark)" : "")}");
}
