namespace Stations.Tests.Faults;

public sealed class PowerLossTests
{
    [Fact]
    public async Task After_any_power_loss_the_journal_opens_with_all_that_was_acknowledged_once_and_nothing_else() =>
        await Task.Run(() =>
        {
            var losses = 0;
            for (var seed = 0; losses < 100; seed++)
            {
                var journal = new JournalLives(seed);
                journal.Live();
                losses += journal.PowerLosses;
            }
        }, TestContext.Current.CancellationToken);
}
