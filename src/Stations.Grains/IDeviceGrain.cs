using Stations.Model;

namespace Stations.Grains;

/// <summary>One appliance: a charging cabinet, a water cooler, a parking spot, a room. Its key is the text of its <see cref="Protocol.DeviceId"/>.</summary>
[Alias("device")]
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>Takes a message of the device. Completes when what it changed is durable and shown.</summary>
    [Alias("observe")]
    ValueTask<Outcome> Observe(DeviceMessage message);

    /// <summary>The device begins a life, or tells its full state again.</summary>
    [Alias("born")]
    ValueTask<Outcome> Born(DeviceBirth birth);

    /// <summary>The node's will arrived. Ignored unless the device still lives in <paramref name="boot"/>.</summary>
    [Alias("lose-node")]
    ValueTask LoseNode(string boot);

    /// <summary>Saves a snapshot of what is decided so far. Completes when it is durable.</summary>
    [Alias("save")]
    ValueTask Save();

    /// <summary>Draws the conclusions of time, if there are any by now: silence, what has lasted long enough, the end of a maintenance.</summary>
    [Alias("check-silence")]
    ValueTask CheckTime();

    /// <summary>Does what a person says about the appliance or one of its alarms. Completes when it is durable and shown.</summary>
    [Alias("act")]
    ValueTask<ActAnswer> Act([Immutable] Act act);

    /// <summary>Hears what is said about how far to believe the appliance. Completes when it is durable and shown.</summary>
    [Alias("report")]
    ValueTask<ReportReply> Report([Immutable] ReportEvent said);

    /// <summary>Draws the conclusion, if there is one by now, that nobody has used it for long, or that what was said counts no more.</summary>
    /// <param name="hours">When its station is open, as <see cref="StationInfo"/> has it.</param>
    [Alias("check-trust")]
    ValueTask CheckTrust(string? hours, string? zone);

    /// <summary>Takes a command for the device. Completes when it is durable and shown: whoever sends it sees it on the board.</summary>
    [Alias("order")]
    ValueTask<CommandAnswer> Command([Immutable] CommandRequest request);

    /// <summary>Takes a command back that waits for its turn.</summary>
    /// <param name="by">Who does.</param>
    [Alias("cancel")]
    ValueTask<CommandAnswer> Cancel(string command, string by, string? why);

    /// <summary>The command left for the device.</summary>
    [Alias("sent")]
    ValueTask Sent(string command);

    /// <summary>Takes the device's word on a command.</summary>
    [Alias("answered")]
    ValueTask<Outcome> Answered(DeviceMessage message);

    /// <summary>Says what the device is to be set to. Completes when it is durable and shown: whoever says it to the device sees it on the board.</summary>
    [Alias("desire")]
    ValueTask<ConfigAnswer> Desire([Immutable] ConfigRequest request);

    /// <summary>Takes the device's word on what it is set to.</summary>
    [Alias("configured")]
    ValueTask<Outcome> Configured(DeviceMessage message);

    /// <summary>Holds a slot, or the appliance, for a rider. Completes when that is durable and shown.</summary>
    [Alias("hold")]
    ValueTask<HoldAnswer> Hold([Immutable] HoldRequest request);

    /// <summary>Gives back what is held; twice is once.</summary>
    /// <param name="claim">Hash of the secret that belongs to it.</param>
    [Alias("cancel-hold")]
    ValueTask<HoldAnswer> CancelHold(string id, string claim);

    /// <summary>Opens the door of what is held, for whoever knows its secret.</summary>
    /// <param name="claim">Hash of the secret that belongs to it.</param>
    /// <param name="key">The asker's own number for it, so that asking twice is asking once.</param>
    [Alias("open-held")]
    ValueTask<HoldAnswer> OpenHeld(string id, string claim, string key);

    /// <summary>What became of a hold; null when there never was one, or it is forgotten.</summary>
    [Alias("find-hold")]
    ValueTask<Hold?> FindHold(string id);
}
