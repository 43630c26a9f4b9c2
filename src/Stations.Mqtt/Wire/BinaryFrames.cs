using System.Net.WebSockets;

namespace Stations.Mqtt.Wire;

/// <summary>A WebSocket's binary frames as one stream of bytes, however they are cut. One reader and one writer at a time.</summary>
/// <param name="onText">Called for a text frame, with which the connection ends: MQTT is binary.</param>
internal sealed class BinaryFrames(WebSocket socket, Action onText) : AsyncStream
{
    private readonly TaskCompletionSource disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when nothing more is sent.</summary>
    public Task Disposed => disposed.Task;

    /// <summary>An empty buffer: completes when there may be something to read.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
                if (got.MessageType == WebSocketMessageType.Text)
                {
                    onText();
                    await socket.CloseOutputAsync(WebSocketCloseStatus.InvalidMessageType, "MQTT is binary", cancellationToken).ConfigureAwait(false);
                    throw new IOException("A text frame came.");
                }

                if (got.Count > 0 || buffer.IsEmpty || got.MessageType == WebSocketMessageType.Close)
                {
                    return got.Count;
                }
            }
        }
        catch (WebSocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await socket.SendAsync(buffer, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <summary>Says good-bye first.</summary>
    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is WebSocketException || Transport.IsLoss(e))
        {
            // It is gone already.
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
            disposed.TrySetResult();
        }

        base.Dispose(disposing);
    }
}
