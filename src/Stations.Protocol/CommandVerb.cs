namespace Stations.Protocol;

/// <summary>What a device can be told to do, as it is on the wire.</summary>
public static class CommandVerb
{
    /// <summary>Asks the whole node for a birth, whichever of its devices it is sent to. The birth is the answer.</summary>
    public const string Rebirth = "rebirth";
    public const string Reboot = "reboot";
    public const string SlotOpen = "slot.open";
    public const string SlotEnable = "slot.enable";
    public const string SlotDisable = "slot.disable";
    public const string ChargeStart = "charge.start";
    public const string ChargeStop = "charge.stop";
    public const string PowerCut = "power.cut";
    public const string Siren = "siren";
    public const string Light = "light";
}
