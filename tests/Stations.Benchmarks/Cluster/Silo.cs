using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Stations.Benchmarks.Cluster;

/// <summary>One silo of <c>deploy/local-cluster</c>, known by its pid file.</summary>
internal sealed class Silo
{
    private readonly string pidFile;
    private readonly string[] command;
    private readonly string workingFolder;
    private double spentBefore;

    public Silo(string pidFile)
    {
        this.pidFile = pidFile;
        command = [.. Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{Process}/cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries)];
        workingFolder = Directory.ResolveLinkTarget($"/proc/{Process}/cwd", returnFinalTarget: true)!.FullName;
    }

    public string Name => Path.GetFileNameWithoutExtension(pidFile);

    /// <summary>As servers call themselves in the database.</summary>
    public string Address => $"{Option("--Cluster:Advertise=")}:{Option("--Cluster:SiloPort=")}";

    public int Process => int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture);

    /// <summary>Of all its lives.</summary>
    public double CpuSeconds => spentBefore + CpuTime.Of(Process);

    public string Log => Path.ChangeExtension(pidFile, ".log");

    public bool IsRunning => Directory.Exists($"/proc/{Process}");

    public Uri Ready => new($"http://{Option("--Http:Address=")}/readyz");

    /// <summary>SIGKILL; returns when it is gone.</summary>
    public void Kill()
    {
        spentBefore = CpuSeconds;
        using var process = System.Diagnostics.Process.GetProcessById(Process);
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>The same command line once more; its words go on in the same log.</summary>
    public void StartAgain()
    {
        using var process = System.Diagnostics.Process.Start(
            new ProcessStartInfo("sh", ["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", Log, .. command]) { WorkingDirectory = workingFolder })!;
        File.WriteAllText(pidFile, $"{process.Id}\n");
    }

    public void AskToStop()
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{Process}"]);
        kill.WaitForExit();
    }

    private string Option(string name) => Array.Find(command, word => word.StartsWith(name, StringComparison.Ordinal))![name.Length..];
}
