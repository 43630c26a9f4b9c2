using System.Diagnostics;
using Stations.Server.Configuration;

namespace Stations.Server.Operations;

/// <summary>Starts the device simulators as a process of their own, so that the demo's data takes the same road as everybody's: MQTT.</summary>
public sealed class Demo(ServerOptions options, ILogger<Demo> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Demo)
        {
            return;
        }

        if (FindSimulators() is not { } program)
        {
            log.LogError("The demo's device simulators are not built; build Stations.sln first");
            return;
        }

        using var process = Process.Start(new ProcessStartInfo("dotnet", [
            program, "run", "--district", "all", "--seed", "1", "--speed", "60",
            "--host", options.Devices.DnsSafeHost, "--port", $"{options.Devices.Port}", "--with-parent", $"{Environment.ProcessId}"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
        log.LogInformation("Device simulators run as process {Process}", process.Id);
        using var stop = stoppingToken.Register(() => Terminate(process));

        // Their progress is theirs to tell; what they do shows on the pages. Only their last words matter, if they end before we do.
        var last = "";
        while (await process.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
        {
            last = line;
        }

        await process.WaitForExitAsync(CancellationToken.None);
        if (!stoppingToken.IsCancellationRequested)
        {
            log.LogError("The device simulators ended with exit code {Code}: {Last}", process.ExitCode, last);
        }
    }

    /// <summary>Beside the server when published; in the build's output otherwise.</summary>
    private static string? FindSimulators()
    {
        var here = AppContext.BaseDirectory;
        string[] places = [Path.Combine(here, "device-simulators.dll"), here.Replace("Stations.Server", "DeviceSimulators", StringComparison.Ordinal) + "device-simulators.dll"];
        return Array.Find(places, File.Exists);
    }

    private static void Terminate(Process process)
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            kill.WaitForExit();
        }
    }
}
