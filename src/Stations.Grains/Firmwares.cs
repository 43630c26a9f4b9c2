using Stations.Model;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>Which adapter a device's firmware has; and the devices of this server whose model has some and their firmware none, so that nothing that they say is believed.</summary>
public sealed class Firmwares(AdapterBook book)
{
    private const int LongestTold = 64;

    private readonly Lock gate = new();
    private readonly SortedDictionary<string, string> unlisted = new(StringComparer.Ordinal);

    public int Unlisted
    {
        get
        {
            lock (gate)
            {
                return unlisted.Count;
            }
        }
    }

    /// <summary>What is wrong and what to do; null while all firmware is known.</summary>
    public string? Trouble
    {
        get
        {
            lock (gate)
            {
                return unlisted.Count == 0
                    ? null
                    : $"{unlisted.Count} devices are not believed, such as {unlisted.First().Key}: Adapters:File names its model, {unlisted.First().Value}. Add that firmware, without fields if it speaks our words, and start the servers again; until then these devices are UNKNOWN, and what they say raises no alarm.";
            }
        }
    }

    /// <inheritdoc cref="AdapterBook.OfUnborn"/>
    public Adapter? OfUnborn => book.OfUnborn;

    /// <inheritdoc cref="AdapterBook.Of"/>
    public Adapter? Of(DeviceInfo device) => book.Of(device.Maker, device.Model, device.Firmware);

    /// <summary>The device runs this from now on.</summary>
    public Adapter? Follow(DeviceInfo device)
    {
        var adapter = Of(device);
        if (ReferenceEquals(adapter, Adapter.Unlisted))
        {
            lock (gate)
            {
                unlisted[device.Id.ToString()] = $"{device.Maker} {device.Model}, and not its firmware, {Told(device.Firmware)}";
            }
        }
        else if (book.OfUnborn is not null)
        {
            Forget(device.Id.ToString());
        }

        return adapter;
    }

    /// <summary>It lives elsewhere.</summary>
    public void Forget(string device)
    {
        lock (gate)
        {
            unlisted.Remove(device);
        }
    }

    private static string Told(string? firmware) => firmware is null ? "which its birth does not say" : firmware.Length > LongestTold ? $"{firmware[..LongestTold]}…" : firmware;
}
