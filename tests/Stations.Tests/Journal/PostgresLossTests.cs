using System.Globalization;
using Stations.Journal;

namespace Stations.Tests.Journal;

/// <summary>What happens to commits whose connection or server goes away.</summary>
public sealed class PostgresLossTests : IDisposable
{
    private const string Writer = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    private const int Keys = 20;

    private readonly JournalDatabase database = new();

    public void Dispose() => database.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_connection_that_breaks_around_a_commit_loses_nothing_and_doubles_nothing(int seed)
    {
        var random = new Random(seed);
        await using (var journal = database.Open())
        {
            await using var tool = database.Connect();
            await using var kill = tool.CreateCommand();
            kill.CommandText = $"SELECT pg_terminate_backend(pid) FROM ({Writer}) writer";
            var load = new Load(journal);
            for (var round = 0; round < 40; round++)
            {
                await load.Acknowledged(random.Next(1, 60)).Within($"acknowledgements of round {round}, seed {seed}");
                await kill.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }

            await load.Stop().Within("all that was begun");
            Assert.Null(journal.Trouble);
            load.Verify(journal);
        }

        await VerifyStored(seed);
    }

    [Fact]
    public async Task A_server_that_is_killed_stopped_and_started_under_load_loses_nothing_and_doubles_nothing()
    {
        using var server = new PostgresServer();
        using var own = new JournalDatabase(server);
        var random = new Random(7);
        await using (var journal = own.Open())
        {
            var load = new Load(journal);
            foreach (var signal in new[] { "KILL", "INT", "KILL", "QUIT", "KILL" })
            {
                await load.Acknowledged(random.Next(100, 500)).Within($"acknowledgements before {signal}");
                server.Stop(signal);
                server.Start();
            }

            await load.Acknowledged(100).Within("acknowledgements after the last start");
            await load.Stop().Within("all that was begun");
            load.Verify(journal);
        }

        await using var again = own.Open();
        Assert.Equal(Keys, again.LoadAll().Count());
    }

    [Fact]
    public async Task A_server_that_lost_its_lock_to_another_can_never_write_again()
    {
        var clock = new HeldClock();
        await using var old = database.Open(clock);
        await old.Append("a", "old").Committed.Within("append");
        database.Ask($"SELECT pg_terminate_backend(pid) FROM ({Writer}) writer");
        await using (var heir = database.Open())
        {
            await heir.Append("a", "heir").Committed.Within("append of the other server");
            _ = old.Append("a", "too late");
            await Refused("already used by");
        }

        // The lock is free again, and still it may not.
        await Refused("taken over");
        await using var last = database.Open();
        Assert.Equal("@0 +old@1 +heir@2", last.Load("a").Story());

        async Task Refused(string why)
        {
            for (var tries = 0; tries < 5 && old.Trouble?.Contains(why, StringComparison.Ordinal) is not true; tries++)
            {
                var refused = clock.NextTimer();
                clock.Advance(TimeSpan.FromSeconds(1));
                await refused.Within($"refusal: {why}");
            }

            Assert.Contains(why, old.Trouble, StringComparison.Ordinal);
            Assert.Equal(1, old.Committed);
        }
    }

    [Fact]
    public async Task A_state_whose_commit_lost_its_answer_is_written_once_and_keeps_its_tag()
    {
        await using var journal = database.Open();
        await using var tool = database.Connect();
        await using var kill = tool.CreateCommand();
        kill.CommandText = $"SELECT pg_terminate_backend(pid) FROM ({Writer}) writer";
        string? tag = null;
        for (var number = 1; number <= 60; number++)
        {
            var written = journal.States.Write("station/1", "layout", $"{number}".Bytes(), tag).AsTask();
            await kill.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            await written.Within($"write {number}");
            tag = await written;
            Assert.Equal(number.ToString(CultureInfo.InvariantCulture), tag);
        }

        Assert.Equal("60".Bytes(), journal.States.Read("station/1", "layout").Data);
    }

    private async Task VerifyStored(int seed)
    {
        await using var again = database.Open();
        foreach (var found in again.LoadAll())
        {
            Assert.True(
                found.Records.Select(record => record.Bytes.Text()).SequenceEqual(Enumerable.Range(1, found.Records.Count).Select(number => $"{number}")),
                $"seed {seed}: {found.Key.Text()} = {found.Story()}");
        }
    }

    /// <summary>Each key appends its next number once the last one was acknowledged.</summary>
    private sealed class Load
    {
        private readonly Lock gate = new();
        private readonly int[] numbers = new int[Keys];
        private readonly Task[] appending;
        private TaskCompletionSource? enough;
        private int wanted;
        private volatile bool stopping;

        public Load(EventJournal journal) => appending = [.. Enumerable.Range(0, Keys).Select(key => Append(journal, key))];

        public Task Acknowledged(int more)
        {
            lock (gate)
            {
                wanted = more;
                enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return enough.Task;
            }
        }

        public Task Stop()
        {
            stopping = true;
            return Task.WhenAll(appending);
        }

        public void Verify(EventJournal journal)
        {
            var found = journal.ReadAfter(0, int.MaxValue).GroupBy(record => record.Key.Text(), record => record.Bytes.Text(), StringComparer.Ordinal);
            Assert.All(found, key => Assert.Equal(Enumerable.Range(1, numbers[int.Parse(key.Key, CultureInfo.InvariantCulture)]).Select(number => $"{number}"), key));
        }

        private async Task Append(EventJournal journal, int key)
        {
            while (!stopping)
            {
                await journal.Append($"{key}", $"{numbers[key] + 1}").Committed;
                lock (gate)
                {
                    numbers[key]++;
                    if (--wanted == 0)
                    {
                        enough?.SetResult();
                    }
                }
            }
        }
    }
}
