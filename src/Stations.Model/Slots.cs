namespace Stations.Model;

/// <summary>What is true of an appliance that is its slots: doors, holes, ports.</summary>
internal static class Slots
{
    /// <summary>Free while one slot is, and unknown when none is but one might be.</summary>
    public static Use UseOf(Device device)
    {
        var (free, busy, unknown) = (0, 0, 0);
        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            switch (device.UseOf(slot))
            {
                case Use.Free when device.IsOffered(slot):
                    free++;
                    break;
                case Use.Unknown:
                    unknown++;
                    break;
                default:
                    busy++;
                    break;
            }
        }

        return (free, busy, unknown) switch
        {
            ( > 0, _, _) => Use.Free,
            (_, _, > 0) or (_, 0, _) => Use.Unknown,
            _ => Use.Charging,
        };
    }

    public static Tally TallyOf(Device device)
    {
        var tally = default(Tally);
        for (var slot = 1; slot <= device.Info.Slots; slot++)
        {
            tally += Tally.Of(PublicStatuses.Of(device.SlotAxes(slot)));
        }

        return tally;
    }
}
