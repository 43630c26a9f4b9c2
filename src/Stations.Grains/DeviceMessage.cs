using Stations.Protocol;

namespace Stations.Grains;

/// <summary>
/// One device's message on its way to its grain. Whoever sends it owns it and may use it again once the call has completed,
/// so that a message costs no allocation.
/// </summary>
[GenerateSerializer, Immutable, Alias("device-message")]
public sealed class DeviceMessage
{
    [Id(0)]
    public Verb Verb { get; private set; }

    /// <summary>Its sender waits for an acknowledgement and sends it again without one; what was not promised may be dropped.</summary>
    [Id(1)]
    public bool IsPromised { get; private set; }

    [NonSerialized]
    private byte[] buffer = [];

    [NonSerialized]
    private int length;

    /// <summary>
    /// Its sender is in the process that has the journal, and waits for the commit by itself where it can (<see cref="Outcome.Position"/>): one wait for all the
    /// messages of a commit. Does not go to another server.
    /// </summary>
    [field: NonSerialized]
    public bool WaitsForCommit { get; set; }

    /// <summary>What of the buffer goes to another server.</summary>
    [Id(2)]
    internal byte[] Bytes
    {
        get => Payload.ToArray();
        set => (buffer, length) = (value, value.Length);
    }

    public ReadOnlySpan<byte> Payload => buffer.AsSpan(0, length);

    public void Set(Verb verb, bool isPromised, ReadOnlySpan<byte> payload)
    {
        if (buffer.Length < payload.Length)
        {
            buffer = new byte[Math.Max(256, payload.Length)];
        }

        payload.CopyTo(buffer);
        (Verb, IsPromised, length) = (verb, isPromised, payload.Length);
    }
}
