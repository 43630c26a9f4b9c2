using System.Buffers;
using Stations.Mqtt.Packets;

namespace Stations.Mqtt.Wire;

/// <summary>Reads a connection until it ends. While it waits it holds no more than what has come of an unfinished packet.</summary>
internal static class PacketLoop
{
    private const int BufferSize = 16 * 1024;

    /// <summary>Reads in a row without waiting, after which a busy connection lets others have the thread.</summary>
    private const int ReadsPerTurn = 16;

    public static async Task RunAsync(Stream stream, IPacketHandler handler)
    {
        byte[] buffer = [];
        int start = 0, end = 0, readsWithoutWaiting = 0;
        try
        {
            while (true)
            {
                var arrival = stream.ReadAsync(Memory<byte>.Empty);
                if (arrival.IsCompleted)
                {
                    readsWithoutWaiting++;
                }
                else
                {
                    readsWithoutWaiting = 0;
                    Move(ref buffer, ref start, ref end, end - start);
                }

                await arrival.ConfigureAwait(false);
                MakeRoom(ref buffer, ref start, ref end);
                int count = await stream.ReadAsync(buffer.AsMemory(end)).ConfigureAwait(false);
                if (count == 0)
                {
                    return;
                }

                int begun = start;
                end += count;
                handler.Received(count);
                PacketStep step;
                while ((step = HandleAll(handler, buffer.AsSpan(0, end), ref start)) is PacketStep.Pause or PacketStep.Retry)
                {
                    await handler.ContinueAsync().ConfigureAwait(false);
                }

                if (step == PacketStep.Stop)
                {
                    return;
                }

                handler.Rested(start < end, hasBegun: start > begun || end - start == count);
                if (readsWithoutWaiting >= ReadsPerTurn)
                {
                    readsWithoutWaiting = 0;
                    await Task.Yield();
                }
            }
        }
        catch (Exception e) when (Transport.IsLoss(e))
        {
            // The handler learns of every end by the loop ending.
        }
        finally
        {
            Return(ref buffer);
        }
    }

    /// <summary>
    /// Takes what still comes and looks at none of it. A socket that is closed with unread bytes resets the connection, and the peer may lose
    /// what it was told last.
    /// </summary>
    public static async Task DrainAsync(Stream stream, int mostBytes)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (mostBytes > 0 && await stream.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
            {
                mostBytes -= count;
            }
        }
        catch (Exception e) when (Transport.IsLoss(e))
        {
            // Nobody is there to be told.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static PacketStep HandleAll(IPacketHandler handler, ReadOnlySpan<byte> received, ref int start)
    {
        using var batch = MqttBatch.Begin();
        while (true)
        {
            var result = MqttCodec.Parse(received[start..], handler.Version, handler.Bounds);
            if (result.Status == ParseStatus.NeedMore)
            {
                return PacketStep.Next;
            }

            if (result.Status == ParseStatus.Failed)
            {
                handler.Refuse(result);
                return PacketStep.Stop;
            }
            var step = handler.Handle(result);
            if (step is PacketStep.Next or PacketStep.Pause)
            {
                start += result.Length;
            }

            if (step != PacketStep.Next)
            {
                return step;
            }
        }
    }

    /// <summary>Grows with what really arrives, not with what a header promises.</summary>
    private static void MakeRoom(ref byte[] buffer, ref int start, ref int end)
    {
        if (start == end && buffer.Length > 0)
        {
            start = end = 0;
        }
        else if (buffer.Length < BufferSize || (end == buffer.Length && start == 0))
        {
            Move(ref buffer, ref start, ref end, Math.Max(BufferSize, (end - start) * 2));
        }
        else if (end == buffer.Length)
        {
            buffer.AsSpan(start..end).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
    }

    /// <summary>To a buffer of another size; 0: to none.</summary>
    private static void Move(ref byte[] buffer, ref int start, ref int end, int size)
    {
        byte[] target = size > 0 ? ArrayPool<byte>.Shared.Rent(size) : [];
        buffer.AsSpan(start..end).CopyTo(target);
        Return(ref buffer);
        (buffer, start, end) = (target, 0, end - start);
    }

    private static void Return(ref byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        buffer = [];
    }
}
