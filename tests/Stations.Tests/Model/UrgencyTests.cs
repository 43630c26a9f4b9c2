using Stations.Model;

namespace Stations.Tests.Model;

public sealed class UrgencyTests
{
    private static readonly Axes Well = new(Connection.Online, Health.Ok, Admin.InService, Use.Free, Safety: false);

    public static TheoryData<Urgency, Axes, bool> Needs => new()
    {
        { Urgency.Safety, Well with { Safety = true, Admin = Admin.Maintenance, Connection = Connection.Offline }, false },
        { Urgency.Aside, Well with { Admin = Admin.Disabled, Health = Health.Fault, Connection = Connection.Offline }, false },
        { Urgency.Aside, Well with { Admin = Admin.Planned, Connection = Connection.Offline }, true },
        { Urgency.Fault, Well with { Health = Health.Fault, Connection = Connection.Offline }, false },
        { Urgency.Offline, Well with { Connection = Connection.Offline, Health = Health.Degraded }, false },
        { Urgency.Stale, Well with { Connection = Connection.Stale }, false },
        { Urgency.Attention, Well with { Health = Health.Degraded }, false },
        { Urgency.Attention, Well with { Use = Use.Blocked }, false },
        { Urgency.Attention, Well, true },
        { Urgency.Ok, Well with { Use = Use.Unknown }, false },
    };

    [Theory]
    [MemberData(nameof(Needs))]
    public void The_gravest_of_what_is_wrong_says_how_much_a_person_is_needed(Urgency expected, Axes axes, bool clockSuspect) =>
        Assert.Equal(expected, Urgencies.Of(axes, clockSuspect));
}
