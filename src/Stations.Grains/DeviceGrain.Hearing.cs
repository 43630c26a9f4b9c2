using System.Buffers;
using Stations.Protocol;

namespace Stations.Grains;

/// <summary>What the device says, in our words: from here on nobody knows that it has others, and so the journal holds ours.</summary>
public sealed partial class DeviceGrain
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? translation;

    /// <summary>Of the firmware that the tip runs; null for almost all devices, which speak our words.</summary>
    private Adapter? adapter;

    /// <summary>Reads a message into this thread's <see cref="Parser"/>.</summary>
    /// <param name="life">The boot that speaks this firmware's words; null for any.</param>
    /// <param name="ours">What to journal; good until this thread's next one.</param>
    private static bool TryHear(ReadOnlySpan<byte> payload, Adapter? adapter, string? life, out ReadOnlySpan<byte> ours, out RejectReason reason, out string detail)
    {
        ours = payload;
        if (adapter is null)
        {
            return Parser.TryParse(payload, out reason, out detail);
        }

        if (adapter.TryTranslate(payload, life, translation ??= new ArrayBufferWriter<byte>(Reading.MaxPayloadBytes), out ours))
        {
            var isRead = Parser.TryParse(ours, out reason, out detail);
            detail = isRead ? "" : $"{detail}, as the adapter of its firmware puts it";
            return isRead;
        }

        if (Parser.TryParse(payload, out reason, out detail))
        {
            (reason, detail) = (RejectReason.NotJson, "a name or word of it is no text");
        }

        return false;
    }
}
