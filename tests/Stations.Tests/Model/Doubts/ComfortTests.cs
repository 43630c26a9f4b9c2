using Stations.Model;
using Stations.Protocol;

namespace Stations.Tests.Model.Doubts;

/// <summary>One need of a station: the answer, how far to trust it, why, and since when.</summary>
public sealed class ComfortTests
{
    private static readonly Contribution Free = new(Need.Water, new Tally(1, 0, 0, 0), LowConfidence: false, null, 100, At: 100);
    private static readonly Contribution Busy = Free with { Tally = new(0, 1, 0, 0), Why = StatusReason.InUse };
    private static readonly Contribution Reported = Free with { LowConfidence = true, Why = StatusReason.Reported };
    private static readonly Contribution Silent = Free with { Tally = new(0, 0, 0, 1), Why = StatusReason.Offline };
    private static readonly Contribution Broken = Free with { Tally = new(0, 0, 1, 0), Why = StatusReason.Reported };
    private static readonly Contribution Faulty = Broken with { Why = StatusReason.Fault };

    public static TheoryData<Contribution[], Answer, Confidence, StatusReason> Rows => new()
    {
        { [Free, Busy], Answer.Yes, Confidence.High, StatusReason.Ok },
        { [Free, Reported], Answer.Yes, Confidence.Low, StatusReason.Reported },
        { [Busy, Broken], Answer.No, Confidence.High, StatusReason.InUse },
        { [Broken, Faulty], Answer.No, Confidence.High, StatusReason.Fault },
        { [Broken], Answer.No, Confidence.High, StatusReason.Reported },
        { [Busy, Silent], Answer.Unknown, Confidence.None, StatusReason.Offline },
        { [Free, Silent], Answer.Yes, Confidence.High, StatusReason.Ok },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_answer_has_its_reason(Contribution[] devices, Answer answer, Confidence confidence, StatusReason reason)
    {
        var water = devices.Aggregate(StationSummary.Empty, (summary, device) => summary.Change(null, device)).Water;
        Assert.Equal((answer, confidence, reason), (water.Answer, water.Confidence, water.Reason));
    }

    [Fact]
    public void Since_is_when_the_answer_changed_and_not_when_somebody_reported_last()
    {
        var summary = StationSummary.Empty.Change(null, Free);
        Assert.Equal(100, summary.Water.Since);

        summary = summary.Change(Free, Free with { ReportedAt = 200, At = 200 });
        Assert.Equal(100, summary.Water.Since);

        summary = summary.Change(Free with { ReportedAt = 200, At = 200 }, Busy with { ReportedAt = 300, At = 300 });
        Assert.Equal((Answer.No, 300), (summary.Water.Answer, summary.Water.Since));

        summary = summary.Change(Busy with { ReportedAt = 300, At = 300 }, Silent with { ReportedAt = 300, At = 480 });
        Assert.Equal((Answer.Unknown, 480), (summary.Water.Answer, summary.Water.Since));
    }

    [Fact]
    public void A_slot_that_is_doubted_leaves_the_number_sure_while_another_one_is()
    {
        var cabinet = new Live(DeviceKind.ChargingCabinet, 2);
        cabinet.Hears("""{"slot.01.door":"closed","slot.01.present":false,"slot.02.door":"closed","slot.02.present":false}""");
        cabinet.Says(new(ReportEventKind.Filed, "T1", 1, ReportReason.Broken, Reporter: "a", Key: "k1"));
        Assert.Equal((false, StatusReason.Ok), (Contribution.Of(cabinet.Device).LowConfidence, Contribution.Of(cabinet.Device).Why));

        cabinet.Says(new(ReportEventKind.Filed, "T2", 2, ReportReason.Broken, Reporter: "a", Key: "k2"));
        Assert.Equal((true, StatusReason.Reported), (Contribution.Of(cabinet.Device).LowConfidence, Contribution.Of(cabinet.Device).Why));
    }
}
