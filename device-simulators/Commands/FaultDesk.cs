using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace DeviceSimulators.Commands;

/// <summary>
/// Takes orders for faults from this machine's user while a run goes on: a line each, over a Unix socket in the temporary folder that is named after the
/// server's port. The service never sees them.
/// </summary>
public sealed class FaultDesk(int port, Func<string, string> befall)
{
    private const int MaxBytes = 1024;

    /// <summary>Serves one after another until <paramref name="ct"/>. Another run of the same port keeps the desk that it has.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = PathOf(port);
        if (await AskAsync(port, "") is not null)
        {
            return;
        }

        try
        {
            File.Delete(path);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen();
            while (true)
            {
                using var guest = await socket.AcceptAsync(ct);
                await ServeAsync(guest, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is SocketException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"Faults cannot be ordered by hand: {error.Message}");
        }
    }

    /// <returns>The answer of the run that goes on; null when there is none.</returns>
    public static async Task<string?> AskAsync(int port, string order)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(PathOf(port)));
            await socket.SendAsync(Encoding.UTF8.GetBytes($"{order}\n"));
            var answer = new byte[MaxBytes];
            return Encoding.UTF8.GetString(answer, 0, await socket.ReceiveAsync(answer));
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task ServeAsync(Socket guest, CancellationToken ct)
    {
        try
        {
            var order = new byte[MaxBytes];
            var length = await guest.ReceiveAsync(order, ct).AsTask().WaitAsync(TimeSpan.FromSeconds(1), ct);
            await guest.SendAsync(Encoding.UTF8.GetBytes(befall(Encoding.UTF8.GetString(order, 0, length).TrimEnd())), ct);
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            // The next one may be served better.
        }
    }

    private static string PathOf(int port) => Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"device-simulators-{Environment.UserName}-{port}.sock"));
}
