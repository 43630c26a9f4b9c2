using Stations.Model;

namespace Stations.Tests.Model.Doubts;

public sealed class PublicWordTests
{
    private static readonly Axes Free = new(Connection.Online, Health.Ok, Admin.InService, Use.Free, Safety: false);

    public static TheoryData<Axes, Grounds, PublicStatus, Confidence, StatusReason> Rows => new()
    {
        { Free, default, PublicStatus.Available, Confidence.High, StatusReason.Ok },
        { Free with { Use = Use.Charging }, default, PublicStatus.Charging, Confidence.High, StatusReason.InUse },
        { Free with { Use = Use.Blocked }, default, PublicStatus.Blocked, Confidence.High, StatusReason.DoorOpen },
        { Free with { Use = Use.Reserved }, default, PublicStatus.Reserved, Confidence.High, StatusReason.Reserved },
        { Free with { Use = Use.Unknown }, default, PublicStatus.Unknown, Confidence.None, StatusReason.NotTold },
        { Free with { Connection = Connection.Stale }, default, PublicStatus.Available, Confidence.Low, StatusReason.Stale },
        { Free with { Connection = Connection.Stale }, new(Doubt: DoubtCause.Reported), PublicStatus.Available, Confidence.Low, StatusReason.Stale },
        { Free with { Connection = Connection.Offline }, default, PublicStatus.Unknown, Confidence.None, StatusReason.Offline },
        { Free with { Connection = Connection.Offline }, new(NeverBorn: true), PublicStatus.Unknown, Confidence.None, StatusReason.NeverBorn },
        { Free with { Connection = Connection.Offline, Safety = true }, default, PublicStatus.OutOfOrder, Confidence.High, StatusReason.Safety },
        { Free with { Health = Health.Fault }, default, PublicStatus.OutOfOrder, Confidence.High, StatusReason.Fault },
        { Free with { Health = Health.Fault }, new(Doubt: DoubtCause.Reported), PublicStatus.OutOfOrder, Confidence.Low, StatusReason.Fault },
        { Free with { Health = Health.Fault }, new(Doubt: DoubtCause.Reported, FaultByDoubt: true), PublicStatus.OutOfOrder, Confidence.High, StatusReason.Reported },
        { Free with { Health = Health.Fault }, new(Doubt: DoubtCause.Failed, FaultByDoubt: true), PublicStatus.OutOfOrder, Confidence.High, StatusReason.Failed },
        { Free with { Health = Health.Degraded }, new(Doubt: DoubtCause.Unused), PublicStatus.Available, Confidence.Low, StatusReason.Unused },
        { Free, new(Doubt: DoubtCause.Reported), PublicStatus.Available, Confidence.Low, StatusReason.Reported },
        { Free, new(ClockSuspect: true), PublicStatus.Available, Confidence.Low, StatusReason.ClockSuspect },
        { Free, new(ClockSuspect: true, Doubt: DoubtCause.Failed), PublicStatus.Available, Confidence.Low, StatusReason.Failed },
        { Free with { Admin = Admin.Maintenance }, new(Doubt: DoubtCause.Reported), PublicStatus.Inoperative, Confidence.High, StatusReason.Maintenance },
        { Free with { Admin = Admin.Disabled }, default, PublicStatus.Inoperative, Confidence.High, StatusReason.Disabled },
        { Free with { Admin = Admin.Planned }, default, PublicStatus.Planned, Confidence.High, StatusReason.Planned },
        { Free with { Admin = Admin.Removed }, default, PublicStatus.Removed, Confidence.High, StatusReason.Removed },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_word_says_how_far_to_trust_it_and_why(Axes axes, Grounds grounds, PublicStatus status, Confidence confidence, StatusReason reason) =>
        Assert.Equal(new PublicWord(status, confidence, reason), PublicStatuses.Of(axes, grounds));

    [Fact]
    public void Doubts_never_change_the_word_alone_and_nothing_is_sure_that_is_doubted()
    {
        foreach (var axes in from connection in Enum.GetValues<Connection>()
                             from health in Enum.GetValues<Health>()
                             from use in Enum.GetValues<Use>()
                             select new Axes(connection, health, Admin.InService, use, Safety: false))
        {
            foreach (var doubt in Enum.GetValues<DoubtCause>())
            {
                var word = PublicStatuses.Of(axes, new Grounds(Doubt: doubt));
                Assert.Equal(PublicStatuses.Of(axes), word.Status);
                Assert.NotEqual(Confidence.High, word.Confidence);
                Assert.Equal(word.Status == PublicStatus.Unknown, word.Confidence == Confidence.None);
            }
        }
    }
}
