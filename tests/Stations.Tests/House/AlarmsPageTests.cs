namespace Stations.Tests.House;

public sealed class AlarmsPageTests
{
    [Fact]
    public void The_page_about_alarms_says_what_the_tables_say() => Assert.Equal(AlarmsPage.Text(), File.ReadAllText(Path.Combine(Checkout.Root, "src", "ALARMS.md")));

    [Fact]
    public void Every_number_in_its_sentences_is_one_that_the_alarm_has() => Assert.DoesNotContain("NaN", AlarmsPage.Text(), StringComparison.Ordinal);
}
