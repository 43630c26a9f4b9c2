using DeviceSimulators.Faults;

namespace Stations.Server.Tests.Judging;

/// <summary>A short time of one district under all faults; <see cref="JudgedDays"/> judges any.</summary>
public sealed class JudgedTests
{
    [Fact]
    public void Whatever_goes_wrong_nothing_is_shown_free_that_cannot_be_used_and_every_danger_is_told()
    {
        // Every fault, more often than in life, so that a few hours have each of them.
        var (script, _) = FaultScript.Parse($$"""{"faults":[{{string.Join(',', FaultKind.All.Select(kind => $$"""{"kind":"{{kind.Name}}","everyHours":0.2,"minutes":[1,6]}"""))}}]}""");
        using var world = new JudgedWorld(["yiwu-hehua", "cenxi-bases"], seed: 1, TimeSpan.FromHours(2), [script!]);
        var verdict = world.Run();

        Assert.Empty(world.Complaints);
        Assert.True(world.Faults >= 60, $"{world.Faults} faults");
        Assert.True(verdict.Accounts.Count(account => account.Times > 0) >= FaultKind.All.Count - 2, verdict.ToString());
        Assert.False(verdict.Failures.Any(), verdict.ToString());
    }
}
