using Microsoft.Extensions.DependencyInjection;
using Stations.Tests;

namespace Stations.Cluster.Tests;

public sealed class ReminderTests(TestCluster cluster)
{
    private readonly GrainId grain = GrainId.Create("test", $"grain-{Ports.Free()}");

    private IReminderTable Table => cluster.First.Services.GetRequiredService<IReminderTable>();

    [Fact]
    public async Task A_grain_registers_finds_and_ends_a_reminder()
    {
        var sleeper = cluster.Second.Services.GetRequiredService<IGrainFactory>().GetGrain<ISleeper>(grain.Key.ToString()!);
        await sleeper.Wake("morning");
        await sleeper.Wake("noon");
        Assert.Equal(["morning", "noon"], (await sleeper.Alarms()).Order(StringComparer.Ordinal));
        await sleeper.Sleep("morning");
        Assert.Equal(["noon"], await sleeper.Alarms());
        await sleeper.Sleep("noon");
        Assert.Empty(await sleeper.Alarms());
    }

    [Fact]
    public async Task What_is_written_is_read_again()
    {
        var entry = Entry("daily", TimeSpan.FromDays(60));
        Assert.Equal("0", await Table.UpsertRow(entry));
        entry.Period = TimeSpan.FromMinutes(5);
        Assert.Equal("1", await Table.UpsertRow(entry));
        await Table.UpsertRow(Entry("weekly", TimeSpan.FromDays(7)));

        var read = await Table.ReadRow(grain, "daily");
        Assert.Equal((grain, "daily", entry.StartAt, entry.Period, "1"), (read.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Equal(2, (await Table.ReadRows(grain)).Reminders.Count);
        Assert.Null(await Table.ReadRow(grain, "never"));
    }

    [Fact]
    public async Task A_reminder_that_has_changed_meanwhile_is_not_removed()
    {
        var before = await Table.UpsertRow(Entry("daily", TimeSpan.FromDays(1)));
        var after = await Table.UpsertRow(Entry("daily", TimeSpan.FromDays(2)));
        Assert.False(await Table.RemoveRow(grain, "daily", before));
        Assert.True(await Table.RemoveRow(grain, "daily", after));
        Assert.False(await Table.RemoveRow(grain, "daily", after));
    }

    [Fact]
    public async Task Each_part_of_the_ring_has_its_own_reminders()
    {
        var hash = grain.GetUniformHashCode();
        await Table.UpsertRow(Entry("daily", TimeSpan.FromDays(1)));
        Assert.Contains(grain, await InRange(hash - 1, hash));
        Assert.DoesNotContain(grain, await InRange(hash, hash + 1));
        Assert.DoesNotContain(grain, await InRange(hash, hash - 1));
        Assert.Contains(grain, await InRange(hash + 1, hash));
        Assert.Contains(grain, await InRange(0, 0));
    }

    private async Task<List<GrainId>> InRange(uint begin, uint end) => [.. (await Table.ReadRows(begin, end)).Reminders.Select(entry => entry.GrainId)];

    private ReminderEntry Entry(string name, TimeSpan period) =>
        new() { GrainId = grain, ReminderName = name, StartAt = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), Period = period };
}

public interface ISleeper : IGrainWithStringKey
{
    Task Wake(string alarm);

    Task<List<string>> Alarms();

    Task Sleep(string alarm);
}

internal sealed class SleeperGrain : Grain, ISleeper, IRemindable
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    public async Task Wake(string alarm) => await this.RegisterOrUpdateReminder(alarm, Long, Long);

    public async Task<List<string>> Alarms() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName)];

    public async Task Sleep(string alarm) => await this.UnregisterReminder((await this.GetReminder(alarm))!);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}
