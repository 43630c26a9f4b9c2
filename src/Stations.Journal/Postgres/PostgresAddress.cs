using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Stations.Journal.Postgres;

/// <summary>Where a PostgreSQL database is and who enters it. Its text never holds the password.</summary>
public sealed class PostgresAddress
{
    /// <summary>
    /// What holds unless the connection string says otherwise. A commit that got no answer for 10 s is tried again on a new connection; one that
    /// cannot be made within 5 s counts as unreachable. Statements that repeat are prepared by the connection itself.
    /// </summary>
    private static readonly string Defaults =
        $"Application Name=Stations process {Environment.ProcessId} on {Environment.MachineName};Timeout=5;Command Timeout=10;Maximum Pool Size=16;"
        + "Max Auto Prepare=32;Auto Prepare Min Usages=2;TCP Keepalive=true;TCP Keepalive Time=5;TCP Keepalive Interval=5";

    private readonly NpgsqlConnectionStringBuilder settings;

    private PostgresAddress(NpgsqlConnectionStringBuilder settings) => this.settings = settings;

    internal string User => settings.Username ?? Environment.UserName;

    internal string Database => settings.Database!;

    internal string Application => settings.ApplicationName!;

    /// <summary>Connections beside the writer, pooled: one pool for the process.</summary>
    internal string ForReading => settings.ConnectionString;

    /// <summary>The one that writes. It is given up at once when it hangs: what became of its commit is asked on the next.</summary>
    internal string ForWriting =>
        new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, CancellationTimeout = -1 }.ConnectionString;

    /// <param name="text">A connection string, such as <c>Host=db;Database=stations;Username=stations;Password=…</c>.</param>
    /// <param name="mistake">What is wrong with it, to follow the setting's name; without anything that could be a password.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out PostgresAddress? address, [NotNullWhen(false)] out string? mistake)
    {
        (address, mistake) = (null, null);
        try
        {
            var read = new NpgsqlConnectionStringBuilder($"{Defaults};{text}") { Enlist = false };
            if (string.IsNullOrEmpty(read.Host) || string.IsNullOrEmpty(read.Database))
            {
                mistake = "needs both Host= and Database=";
                return false;
            }

            address = new PostgresAddress(read);
            return true;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            mistake = "is not a PostgreSQL connection string, such as Host=localhost;Database=stations;Username=stations;Password=…";
            return false;
        }
    }

    /// <summary>
    /// A connection string for others who keep their tables in the same database, in a schema of their own. A small pool of its own too, so that they
    /// never wait behind those who read history.
    /// </summary>
    public string InSchema(string schema) =>
        new NpgsqlConnectionStringBuilder(settings.ConnectionString) { SearchPath = schema, MaxPoolSize = Math.Min(settings.MaxPoolSize, 4) }.ConnectionString;

    /// <summary>What went wrong there, in words for the person who runs the server; null when the error has another cause.</summary>
    public JournalException? Explain(Exception error) => PostgresFault.Is(error) ? PostgresFault.Explain(this, error) : null;

    public override string ToString() => $"PostgreSQL at {settings.Host}:{settings.Port}/{settings.Database}";
}
