namespace Stations.Benchmarks.Peers;

/// <summary>Eclipse Mosquitto as it comes: in memory, nothing kept. The reference that every figure is a ratio to.</summary>
internal sealed class MosquittoPeer(TimeProvider clock) : Peer(clock)
{
    public override string Name => "mosquitto";

    protected override IReadOnlyList<string> CommandLine
    {
        get
        {
            var configuration = Path.Combine(Folder, "mosquitto.conf");
            File.WriteAllText(configuration, $"listener {Port} 127.0.0.1\nallow_anonymous true\n");
            return [Find(), "-c", configuration];
        }
    }

    private static string Find()
    {
        // Debian installs it where only root looks.
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/local/sbin");
        return folders.Select(folder => Path.Combine(folder, "mosquitto")).FirstOrDefault(File.Exists)
            ?? throw new BenchmarkException("mosquitto, the reference, was not found. Debian and Ubuntu: apt-get install mosquitto; Fedora: dnf install mosquitto.");
    }
}
