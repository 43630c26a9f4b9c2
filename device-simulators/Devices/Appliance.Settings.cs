using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>What an appliance is set to. It keeps that over a restart.</summary>
public abstract partial class Appliance
{
    private readonly Dictionary<string, SettingValue> settings = new(StringComparer.Ordinal);

    /// <summary>What it was told and took.</summary>
    public IReadOnlyDictionary<string, SettingValue> Settings => settings;

    /// <summary>Null when it is set so; otherwise why not. What it takes of it, it keeps.</summary>
    public string? Configure(Desired desired)
    {
        string? refusal = null;
        foreach (var (name, value) in desired.Values)
        {
            if (Set(name, value) is { } why)
            {
                refusal ??= why;
            }
            else
            {
                settings[name] = value;
            }
        }

        return refusal;
    }

    /// <summary>Most have nothing that shows; they keep what they are told.</summary>
    protected virtual string? Set(string name, SettingValue value) => null;
}
