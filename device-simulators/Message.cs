using System.Buffers;
using Stations.Protocol;

namespace DeviceSimulators;

/// <summary>A device's word on its way to the server. It keeps its number when it is sent again, so that the server can tell.</summary>
/// <param name="Ts">Wall time at which it was true, epoch milliseconds.</param>
public sealed record Message(DeviceId Device, Verb Verb, string Boot, long Seq, long Ts, Sample[] Samples)
{
    public string Topic { get; } = Topics.Of(Device, Verb);

    /// <summary>States are retained: a late listener needs the last one.</summary>
    public bool Retain => Verb == Verb.State;

    /// <param name="historic">It is sent later than it was true.</param>
    public ReadOnlyMemory<byte> Encode(bool historic)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        EnvelopeWriter.Write(payload, Boot, Seq, Ts, Samples, historic);
        return payload.WrittenMemory;
    }
}
