using System.Text.Json.Serialization;
using Stations.Protocol;

namespace Stations.Model;

/// <summary>What one device adds to its station's summary.</summary>
/// <param name="Need">What riders come to it for; null when nobody does.</param>
/// <param name="LowConfidence">Its figures may be old, or are doubted.</param>
/// <param name="Why">What its own word is told with: why it is not free, or not to be trusted.</param>
/// <param name="Celsius">Hot water, where there is any to be had.</param>
/// <param name="ReportedAt">Server time, epoch milliseconds.</param>
/// <param name="At">When anything happened to it last, that included; server time, epoch milliseconds.</param>
public sealed record Contribution(
    Need? Need, Tally Tally, bool LowConfidence, double? Celsius, long ReportedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] StatusReason Why = StatusReason.Ok,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long At = 0)
{
    /// <summary>How old a station's figures may become while nothing but the time of a report has changed.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    public static Contribution Of(Device device)
    {
        var (tally, word) = (device.Kind.TallyOf(device), device.Word);
        if (word.Confidence == Confidence.High && device.Trust.Doubts.Length > 0 && tally.Free > 0)
        {
            word = OfSlots(device) ?? word;
        }

        return new(
            device.Kind.NeedOf(device),
            tally,
            word.Confidence == Confidence.Low,
            word.Status is PublicStatus.Available or PublicStatus.Charging or PublicStatus.Blocked ? device.Values.Number(Field.HotC) : null,
            device.ReportedAt,
            word.Reason,
            LastChange(device));
    }

    /// <summary>The station's figures change, or their age is to be refreshed.</summary>
    public bool IsNewsAfter(Contribution before) =>
        (Need, Tally, LowConfidence, Celsius, Why) != (before.Need, before.Tally, before.LowConfidence, before.Celsius, before.Why)
        || ReportedAt - before.ReportedAt >= Refresh.TotalMilliseconds;

    /// <summary>Where every slot that is free is doubted, so is the number of them.</summary>
    private static PublicWord? OfSlots(Device device)
    {
        PublicWord? doubted = null;
        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            if (device.WordOf(slot) is { Status: PublicStatus.Available } word)
            {
                if (word.Confidence == Confidence.High)
                {
                    return null;
                }

                doubted = word;
            }
        }

        return doubted;
    }

    private static long LastChange(Device device)
    {
        var at = device.ReportedAt;
        foreach (var one in device.Holding)
        {
            at = Math.Max(at, one.Since);
        }

        foreach (var one in device.Watch.Pending)
        {
            at = Math.Max(at, one.Since);
        }

        return at;
    }
}
