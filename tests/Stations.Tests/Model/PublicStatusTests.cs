using System.Text.Json;
using Stations.Model;

namespace Stations.Tests.Model;

public sealed class PublicStatusTests
{
    /// <summary>The priorities as people agreed on them, in the words of the wire; first match wins, and what is left is UNKNOWN.</summary>
    private const string Agreed =
        "REMOVED→REMOVED; PLANNED→PLANNED; safety→OUTOFORDER; DISABLED|MAINTENANCE→INOPERATIVE; OFFLINE→UNKNOWN; FAULT→OUTOFORDER; " +
        "RESERVED→RESERVED; OCCUPIED|CHARGING|FINISHED|OPENING→CHARGING; BLOCKED→BLOCKED; FREE→AVAILABLE";

    private static readonly Axes[] All =
    [
        .. from connection in Enum.GetValues<Connection>()
           from health in Enum.GetValues<Health>()
           from admin in Enum.GetValues<Admin>()
           from use in Enum.GetValues<Use>()
           from safety in new[] { false, true }
           select new Axes(connection, health, admin, use, safety),
    ];

    [Fact]
    public void Every_combination_gives_the_word_that_was_agreed_on()
    {
        Assert.Equal(3 * 3 * 5 * 8 * 2, All.Length);
        Assert.All(All, axes => Assert.Equal(AgreedWord(axes), Word(PublicStatuses.Of(axes))));
    }

    [Fact]
    public void Available_is_only_what_is_free_in_service_heard_of_and_sound()
    {
        var available = All.Where(axes => PublicStatuses.Of(axes) == PublicStatus.Available);

        Assert.Equal(
            from connection in new[] { Connection.Stale, Connection.Online }
            from health in new[] { Health.Ok, Health.Degraded }
            select new Axes(connection, health, Admin.InService, Use.Free, Safety: false),
            available);
    }

    [Fact]
    public void What_was_never_set_is_not_available() => Assert.NotEqual(PublicStatus.Available, PublicStatuses.Of(default));

    [Fact]
    public void A_latch_shows_even_while_the_device_is_offline() =>
        Assert.Equal(PublicStatus.OutOfOrder, PublicStatuses.Of(new(Connection.Offline, Health.Ok, Admin.Maintenance, Use.Free, Safety: true)));

    private static string AgreedWord(Axes axes)
    {
        string[] words = [Word(axes.Connection), Word(axes.Health), Word(axes.Admin), Word(axes.Use), axes.Safety ? "safety" : ""];
        var rules = Agreed.Split("; ").Select(rule => rule.Split('→'));
        return rules.FirstOrDefault(rule => rule[0].Split('|').Intersect(words, StringComparer.Ordinal).Any())?[1] ?? "UNKNOWN";
    }

    private static string Word<T>(T value) => JsonSerializer.Serialize(value).Trim('"');
}
