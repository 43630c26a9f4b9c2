using System.Diagnostics;

namespace Stations.EndToEnd.Running;

/// <summary>A real process: what it says can be awaited, and it ends with the test, by its id, whatever happens.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Watched watched = new();
    private readonly List<string> lines = [];
    private readonly string name;
    private bool ended;

    private ChildProcess(string program, IEnumerable<string> arguments)
    {
        name = Path.GetFileName(program);
        process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _ = WatchEnd();
    }

    public int Id => process.Id;

    /// <summary>Standard output and error, as they came.</summary>
    public string Output => watched.Read(() => string.Join('\n', lines));

    public static ChildProcess Start(string program, params IEnumerable<string> arguments) => new(program, arguments);

    public static ChildProcess StartDotnet(string assembly, params IEnumerable<string> arguments) => new("dotnet", [assembly, .. arguments]);

    /// <summary>Runs to the end, and expects exit code 0.</summary>
    public static async Task<string> Run(string program, params IEnumerable<string> arguments)
    {
        await using var run = new ChildProcess(program, arguments);
        run.CloseInput();
        var code = await run.Exit();
        Assert.True(code == 0, $"{run.name} ended with exit code {code}:\n{run.Output}");
        return run.Output;
    }

    /// <summary>The first line after <paramref name="skip"/> lines that is <paramref name="wanted"/>, whether already said or still to come.</summary>
    public async Task<string> Line(Func<string, bool> wanted, string what, int skip = 0)
    {
        string? found = null;
        await watched.Until(() => (found = lines.Skip(skip).FirstOrDefault(wanted)) is not null || ended, () => $"{what} from {name}, which said:\n{string.Join('\n', lines)}");
        return found ?? throw new InvalidOperationException($"{name} ended before {what}:\n{Output}");
    }

    /// <summary>How many lines it has said.</summary>
    public int Lines => watched.Read(() => lines.Count);

    public async Task<int> Exit()
    {
        await watched.Until(() => ended, () => $"the end of {name}, which said:\n{string.Join('\n', lines)}");
        return process.ExitCode;
    }

    /// <param name="signal">TERM, KILL, STOP or CONT.</param>
    public void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Id}"]);
        kill.WaitForExit();
    }

    public void Say(string line)
    {
        process.StandardInput.WriteLine(line);
        process.StandardInput.Flush();
    }

    public void CloseInput() => process.StandardInput.Close();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is not null)
        {
            watched.Change(() => lines.Add(line));
        }
    }

    private async Task WatchEnd()
    {
        await process.WaitForExitAsync(CancellationToken.None);
        watched.Change(() => ended = true);
    }
}
