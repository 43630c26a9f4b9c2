using System.Text;
using Stations.Grains;
using Stations.Journal;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Operations;

namespace Stations.Server.Live;

/// <summary>One device as it is shown; while the board is being filled, as the journal remembers it, so that any can be read from the first second.</summary>
public sealed class DeviceLookup(StationBoard board, EventJournal journal, Readiness readiness, Silence silence, TimeProvider clock)
{
    /// <summary>Null when there is none, or when what is kept of it is damaged.</summary>
    /// <exception cref="JournalException">The store cannot be read now.</exception>
    public Device? Find(DeviceId id)
    {
        var isLoading = readiness.Loading is not null;
        var found = board.Find(id)?.Device ?? (isLoading ? Remembered(id) : null);
        return found is not null && isLoading ? AfterSilence(found) : found;
    }

    private Device? Remembered(DeviceId id)
    {
        try
        {
            return DeviceSnapshot.Restore(journal.Load(Encoding.ASCII.GetBytes(id.ToString())));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Nobody has compared it with the clock yet.</summary>
    private Device AfterSilence(Device device)
    {
        var now = clock.NowMilliseconds();
        return silence.Of(device, now) is { } conclusion ? device.Apply(new Fact(conclusion, 0, now)) : device;
    }
}
