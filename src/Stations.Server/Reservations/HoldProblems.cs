using System.Globalization;
using Stations.Model;
using Stations.Server.Api;
using Stations.Server.Live;

namespace Stations.Server.Reservations;

/// <summary>Why something is not held, and what a rider can do then.</summary>
internal sealed class HoldProblems(StationBoard board)
{
    private const int NearMetres = 3000;

    public static Problem NoRider() => new(
        ProblemKind.RiderNeeded, "Send the header X-Rider: 22 characters of base64url, 128 random bits that your browser makes once and keeps.");

    public static Problem TooMany() => new(ProblemKind.TooManyWishes, "Too much is asked for from this address. What is held stays held; try again in a minute.");

    public static Problem NotHoldable(string why) => new(ProblemKind.NotHoldable, $"{why}. Go and see; what is free is free.");

    public static Problem NotTheirs(HoldVerdict verdict, string id) => verdict == HoldVerdict.NotYours
        ? new(ProblemKind.NotYours, $"'{id}' belongs to somebody else. Send the claim that came with it in the header X-Claim.")
        : NotFound(id);

    public static Problem OverAlready(string id) => new(ProblemKind.NotHeld, $"'{id}' is over; its door opens for others. GET it to see why, and hold something else.");

    public static Problem NoDoor(string id) => new(ProblemKind.NotFound, $"What '{id}' holds has no door that could be opened from here.");

    public static Problem NotFound(string id) => new(
        ProblemKind.NotFound, $"There is no reservation '{id}', or it was over more than an hour ago. GET /api/v1/reservations with X-Rider says what a rider has.");

    public static Problem NoQueue(string station, string need) => new(
        ProblemKind.NotFound, $"Nobody can wait for '{need}' at '{station}'. GET /api/v1/stations lists stations; one can wait for charge, park and heat_food where a device for it can be held.");

    /// <param name="devices">Of which something was asked for.</param>
    public Problem Of(RiderAnswer answer, IReadOnlyList<Device> devices, QueueId? queue) => answer.Verdict switch
    {
        RiderVerdict.HasAnother when answer.Queue is not null => new(ProblemKind.AlreadyHolding, $"You wait already: {Address(answer.Stake!.Queue!)}. Leave that queue first, with DELETE there."),
        RiderVerdict.HasAnother => new(ProblemKind.AlreadyHolding, $"You hold {answer.Stake!.Device}:{answer.Stake.Id} already. Give it back first: DELETE /api/v1/reservations/{answer.Stake.Device}:{answer.Stake.Id}."),
        RiderVerdict.NoShows => new(ProblemKind.NoShows, $"You did not come {RiderRules.MostNoShows} times. From {Time(answer.RefusedUntil)} on something is held for you again; go and see meanwhile."),
        RiderVerdict.OthersWait => new(ProblemKind.OthersWait, $"Others wait for the same. Take your place: POST {Address(queue!.Value.ToString())}."),
        RiderVerdict.QueueFull => new(ProblemKind.QueueFull, $"{answer.Queue!.Waiting} wait already. {Instead([], queue)}"),
        RiderVerdict.NotHoldable => NotHoldable("Nothing of this kind can be held"),
        RiderVerdict.NoSuchSlot => new(ProblemKind.NotFound, $"{devices[0].Info.Id} has the slots 1 to {devices[0].Info.Slots}; leave slot out where there are none."),
        RiderVerdict.Off => new(ProblemKind.HoldingOff, "Here nothing is held for anybody; what is free is free for who comes first."),
        _ => new(ProblemKind.NotFree, Instead(devices, queue)),
    };

    /// <summary>What is free: in the same device, at the same station, near; or the queue.</summary>
    private string Instead(IReadOnlyList<Device> devices, QueueId? queue)
    {
        var here = devices is [var one] ? board.Shown(one.Info.Id.ToString()) ?? one : null;
        if (here is not null && string.Join(", ", HoldRules.FreeSlots(here).Where(slot => slot > 0)) is { Length: > 0 } slots)
        {
            return $"Free there now: {slots}.";
        }

        if (queue is not { } asked)
        {
            return "Nothing of it is free now; try again later.";
        }

        var wait = $"Wait for it: POST {Address(asked.ToString())}.";
        if (board.At(asked.Station).FirstOrDefault(device => device.Kind.NeedOf(device) == asked.Need && HoldRules.FreeSlots(device).Any()) is { } other)
        {
            return $"Free at the same station: {other.Info.Id}. {wait}";
        }

        return Nearest(asked) is var (station, metres)
            ? $"Free {metres.ToString("f0", CultureInfo.InvariantCulture)} m away: {station}. {wait}"
            : $"Nothing of it is free now. {wait}";
    }

    private (string Station, double Metres)? Nearest(QueueId asked)
    {
        if (board.Find(asked.Station)?.Picture.Info.Position is not { } here)
        {
            return null;
        }

        (string, double)? nearest = null;
        var least = (double)NearMetres;
        foreach (var item in board.Stations)
        {
            var (info, summary) = item.Picture;
            if (info.Id != asked.Station && summary.Of(asked.Need).Answer == Answer.Yes && info.Position is { } there && here.MetresTo(there) is var metres && metres <= least)
            {
                (nearest, least) = ((info.Id.ToString(), metres), metres);
            }
        }

        return nearest;
    }

    private static string Address(string queue) => $"/api/v1/queues/{queue[..queue.LastIndexOf(':')]}/{queue[(queue.LastIndexOf(':') + 1)..]}";

    private static string Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
