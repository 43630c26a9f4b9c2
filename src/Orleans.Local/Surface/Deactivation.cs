namespace Orleans;

/// <summary>Why a grain leaves.</summary>
public enum DeactivationReasonCode : byte
{
    None,
    ShuttingDown,
    ActivationIdle,
    ApplicationRequested,
}

/// <summary>Why a grain leaves, in code and in words.</summary>
public readonly struct DeactivationReason(DeactivationReasonCode code, string text)
{
    public DeactivationReasonCode ReasonCode => code;

    public string Description => text;

    public override string ToString() => $"{ReasonCode}: {Description}";
}
