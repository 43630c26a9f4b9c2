using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stations.Benchmarks.Rolling;

/// <summary>By their numbers on Linux.</summary>
internal enum Signal
{
    Kill = 9,
    Term = 15,
    Continue = 18,
    Stop = 19,
}

/// <summary>One server of a cluster that <c>deploy/local-cluster</c> started: known by its file of the process id, started anew with the command line it had.</summary>
internal sealed class Member
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(20);

    private readonly string folder;
    private readonly TimeProvider clock;
    private readonly string[] command;
    private int process;

    public Member(string folder, string name, TimeProvider clock)
    {
        (this.folder, Name, this.clock) = (folder, name, clock);
        process = int.Parse(File.ReadAllText(Path.Combine(folder, $"{name}.pid")), null);
        command = [.. Within(process), .. File.ReadAllText($"/proc/{process}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries)];
    }

    public string Name { get; }

    public Uri Web => new($"http://{Setting("Http:Address")}");

    public bool IsRunning => Directory.Exists($"/proc/{process}") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);

    private string LogFile => Path.Combine(folder, $"{Name}.log");

    public string Setting(string name) => Array.Find(command, word => word.StartsWith($"--{name}=", StringComparison.Ordinal)) is { } found
        ? found[(name.Length + 3)..]
        : throw new BenchmarkException($"{Name} was started without --{name}.");

    /// <summary>Returns once the process is gone.</summary>
    public async Task<TimeSpan> Stop(Signal signal, TimeSpan patience, CancellationToken cancellation)
    {
        var asked = clock.GetTimestamp();
        Send(signal);
        while (IsRunning)
        {
            if (clock.GetElapsedTime(asked) > patience)
            {
                throw new BenchmarkException($"{Name} still runs {patience.TotalSeconds:0} s after {signal}.");
            }

            await Task.Delay(Beat, clock, cancellation);
        }

        return clock.GetElapsedTime(asked);
    }

    /// <summary>Returns once it says that it is ready.</summary>
    public async Task<TimeSpan> Start(HttpClient http, TimeSpan patience, CancellationToken cancellation)
    {
        var asked = clock.GetTimestamp();
        var quoted = string.Join(' ', command.Select(word => $"'{word}'"));
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{quoted} >>'{LogFile}' 2>&1 & echo $!"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        process = int.Parse((await shell.StandardOutput.ReadLineAsync(cancellation))!, null);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Name}.pid"), $"{process}\n", cancellation);
        while (!await IsReady(http, cancellation))
        {
            if (!IsRunning || clock.GetElapsedTime(asked) > patience)
            {
                throw new BenchmarkException($"{Name} does not come up: see {LogFile}.");
            }

            await Task.Delay(Beat, clock, cancellation);
        }

        return clock.GetElapsedTime(asked);
    }

    public void Send(Signal signal)
    {
        if (Kill(process, (int)signal) != 0)
        {
            throw new BenchmarkException($"{Name} cannot be sent {signal}.");
        }
    }

    /// <summary>What starts a process in the network namespace of another one, if that has a name.</summary>
    private static string[] Within(int process)
    {
        using var asking = Process.Start(new ProcessStartInfo("ip", ["netns", "identify", $"{process}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return asking.StandardOutput.ReadLine() is { Length: > 0 } name ? ["ip", "netns", "exec", name] : [];
    }

    private async Task<bool> IsReady(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Web, "/readyz"), cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
