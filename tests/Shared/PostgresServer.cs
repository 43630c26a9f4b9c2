using System.Diagnostics;
using System.Globalization;

namespace Stations.Tests;

/// <summary>
/// A real PostgreSQL server of the tests' own, on the loopback and in a temporary folder, with fsync on. A shell watches over it and is told by
/// lines: "start", or the signal to end it with. When the lines end, because the tests did or their process was killed, so does the server, and
/// its folder goes too. PostgreSQL refuses to be run by root; then the user that its package brings runs it.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string Password = "only-for-tests";

    private const string Watch =
        """
        bin=$1 port=$2
        folder=$(mktemp -d -t stations-postgres-XXXXXX) && cd "$folder" || exit 1
        end() { # signal; KILL takes the whole server at once, as a power cut does: stopped first, it has no child that is not on the list
          [ "$1" = KILL ] && kill -STOP $pid && until grep -q "^State:.T" /proc/$pid/status; do :; done
          children=$(cat /proc/$pid/task/$pid/children)
          kill -"$1" $pid
          [ "$1" = KILL ] && kill -KILL $children
          { wait $pid; } 2>/dev/null
          for child in $children; do while grep -q "^State:.[^ZX]" /proc/"$child"/status 2>/dev/null; do :; done; done
        }
        start() {
          "$bin/postgres" -D data -p "$port" -k "$folder" -c listen_addresses=127.0.0.1 -c max_connections=200 -c shared_buffers=32MB >>log 2>&1 &
          pid=$!
          until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do kill -0 $pid 2>/dev/null || { tail -n 3 log | tr '\n' ' '; exit 1; }; done
        }
        echo "$3" >password
        "$bin/initdb" -D data -U stations -A scram-sha-256 --pwfile=password -E UTF8 --no-locale >log 2>&1 || { tail -n 3 log | tr '\n' ' '; exit 1; }
        start
        echo done
        while read -r word; do
          if [ "$word" = start ]; then start; else end "$word"; fi
          echo done
        done
        end QUIT
        rm -rf "$folder"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<PostgresServer> TheShared = new(() => new PostgresServer());

    private readonly string bin = Binaries();
    private readonly int port = Ports.Free();
    private readonly Process watch;
    private int databases;

    public PostgresServer()
    {
        string[] shell = ["sh", "-c", Watch, "sh", bin, $"{port}", Password];
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. shell] : shell;
        watch = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        WaitUntilDone("the first start of PostgreSQL");
    }

    /// <summary>One for all tests of this process that do not stop it; ends with the process.</summary>
    public static PostgresServer Shared => TheShared.Value;

    /// <summary>A new, empty database.</summary>
    /// <returns>Its connection string.</returns>
    public string CreateDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref databases)}");
        Psql("postgres", $"CREATE DATABASE {name}");
        return $"Host=127.0.0.1;Port={port};Database={name};Username=stations;Password={Password}";
    }

    /// <summary>What psql prints, unadorned.</summary>
    public string Psql(string database, string sql)
    {
        var start = new ProcessStartInfo(Path.Combine(bin, "psql"), ["-qAtX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", $"{port}", "-U", "stations", "-d", database, "-c", sql])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = Password },
        };
        using var psql = Process.Start(start)!;
        var error = psql.StandardError.ReadToEndAsync();
        var output = psql.StandardOutput.ReadToEnd();
        psql.WaitForExit();
        return psql.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"psql: {error.Result}");
    }

    /// <param name="signal">INT: sessions are ended first. QUIT: at once, to be recovered at the next start. KILL: as a power cut would.</param>
    public void Stop(string signal) => Tell(signal);

    public void Start() => Tell("start");

    public void Dispose()
    {
        watch.StandardInput.Close();
        watch.WaitForExit(Patience);
        watch.Dispose();
    }

    private void Tell(string word)
    {
        watch.StandardInput.WriteLine(word);
        watch.StandardInput.Flush();
        WaitUntilDone(word);
    }

    private void WaitUntilDone(string what)
    {
        var line = watch.StandardOutput.ReadLineAsync();
        Assert.True(line.Wait(Patience), $"Still waiting for: {what}");
        Assert.True(line.Result == "done", $"{what}: {line.Result}");
    }

    /// <summary>Debian keeps each version's programs in a folder of their own, outside the path. Without them the test is skipped.</summary>
    private static string Binaries()
    {
        const string Debian = "/usr/lib/postgresql";
        string[] versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        var found = versions.OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
        Assert.SkipUnless(found is not null, "'initdb' is missing: install the Debian package postgresql-15.");
        return found!;
    }
}
