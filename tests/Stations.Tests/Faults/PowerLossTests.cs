namespace Stations.Tests.Faults;

/// <summary>Each a short range; <see cref="SeedRange"/> runs any.</summary>
public sealed class PowerLossTests
{
    [Fact]
    public void After_any_power_loss_or_kill_the_journal_opens_with_what_was_acknowledged_once_and_nothing_that_never_was()
    {
        var losses = 0;
        for (var seed = 0; losses < 100; seed++)
        {
            var journal = new JournalLives(seed);
            journal.Live();
            losses += journal.PowerLosses;
        }
    }

    [Fact]
    public void One_flipped_bit_or_cut_file_is_noticed_by_name_or_has_no_consequence()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            new JournalLives(seed).LiveAndBeDamaged();
        }
    }

    [Fact]
    public void A_log_that_is_damaged_after_a_kill_while_it_moved_into_the_main_file_is_noticed_or_has_no_consequence()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            new JournalLives(seed).MoveAndBeDamaged();
        }
    }

    [Fact]
    public void A_disk_that_says_synced_too_early_is_found_out()
    {
        var found = Assert.Throws<InvalidOperationException>(() =>
        {
            for (var seed = 0; seed < 20; seed++)
            {
                var journal = new JournalLives(seed);
                journal.Disk.Lies = true;
                journal.Live();
            }
        });
        Assert.StartsWith("Seed ", found.Message, StringComparison.Ordinal);
    }
}
