using System.Net;

namespace Stations.Server.Configuration;

public enum ClusterRole
{
    /// <summary>Both in one process.</summary>
    All,

    /// <summary>Runs grains; its HTTP is for health and metrics only.</summary>
    Silo,

    /// <summary>Serves people and devices; calls the grains of the silos.</summary>
    Gateway,
}

/// <summary>What this process does of the whole, and where the others find it.</summary>
/// <param name="Id">Servers with the same one form a cluster.</param>
/// <param name="Service">Whose states and reminders these are; stays the same when a cluster is set up anew under another id.</param>
/// <param name="SiloPort">Where the other silos connect.</param>
/// <param name="GatewayPort">Where servers in the role Gateway connect.</param>
/// <param name="Advertise">The address of this machine for the other servers, which is also the one it listens on; null: its first that is not the loopback.</param>
/// <param name="Drain">How long a server that stops says so before it closes its port, so that people are sent elsewhere.</param>
public sealed record ClusterPlace(ClusterRole Role, string Id, string Service, int SiloPort, int GatewayPort, IPAddress? Advertise, TimeSpan Drain)
{
    /// <summary>Characters; part of a key in the database.</summary>
    public const int MaxName = 100;

    /// <summary>Who asks /readyz each second, as a balancer in front should, has noticed by then.</summary>
    public static readonly TimeSpan UsualDrain = TimeSpan.FromSeconds(2);

    /// <summary>How a person calls this server.</summary>
    public string? Name => $"{Advertise?.ToString() ?? Environment.MachineName}:{SiloPort}";

    public bool RunsGrains => Role != ClusterRole.Gateway;

    public bool ServesPeople => Role != ClusterRole.Silo;

    internal static ClusterPlace Read(Settings settings, bool demo)
    {
        var place = new ClusterPlace(
            settings.Parse("Cluster:Role", ClusterRole.All, "All, Silo or Gateway", ParseRole),
            settings.Text("Cluster:Id", "stations"),
            settings.Text("Cluster:Service", "stations"),
            settings.Whole("Cluster:SiloPort", 11111, 1, ushort.MaxValue),
            settings.Whole("Cluster:GatewayPort", 30000, 1, ushort.MaxValue),
            settings.Parse("Cluster:Advertise", "the address by which other servers reach this one, such as 10.0.0.5", ParseAddress),
            settings.Seconds("Cluster:DrainSeconds", UsualDrain, TimeSpan.Zero, TimeSpan.FromSeconds(20)));
        foreach (var (name, value) in new[] { ("Cluster:Id", place.Id), ("Cluster:Service", place.Service) })
        {
            if (value.Length > MaxName)
            {
                settings.Mistake($"{name} has {value.Length} characters; it may have {MaxName}");
            }
        }

        if (place.SiloPort == place.GatewayPort)
        {
            settings.Mistake("Cluster:SiloPort and Cluster:GatewayPort must differ");
        }

        if (demo && place.Role != ClusterRole.All)
        {
            settings.Mistake("--demo needs Cluster:Role=All");
        }

        if (settings.Text("Data:Store") is null)
        {
            settings.Mistake("Data:Store is missing; the servers of a cluster meet in a PostgreSQL database, such as Host=localhost;Database=stations;Username=stations;Password=…");
        }

        return place;
    }

    private static ClusterRole? ParseRole(string text) => Enum.GetNames<ClusterRole>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<ClusterRole>(text, ignoreCase: true) : null;

    private static IPAddress? ParseAddress(string text) =>
        IPAddress.TryParse(text, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) ? address : null;
}
