using System.Diagnostics;

namespace DeviceSimulators.Commands;

/// <summary>The process that started this one: when it is gone, nobody would end us.</summary>
public static class Parent
{
    /// <summary>Cancels when the process with <paramref name="id"/> has ended, at once if there is none.</summary>
    public static async Task CancelAfterAsync(this CancellationTokenSource stop, int id)
    {
        try
        {
            using var parent = Process.GetProcessById(id);
            await parent.WaitForExitAsync(stop.Token);
        }
        catch (ArgumentException)
        {
            // It ended before we looked.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await stop.CancelAsync();
    }
}
