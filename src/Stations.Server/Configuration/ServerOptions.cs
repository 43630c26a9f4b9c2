using System.Net;
using Stations.Model;

namespace Stations.Server.Configuration;

/// <summary>Everything that can be set, by <c>--Section:Name=value</c> or the environment's <c>STATIONS_Section__Name</c>.</summary>
/// <param name="Http">Where riders, operators and other systems connect.</param>
/// <param name="Mqtt">Where devices connect.</param>
/// <param name="Anonymous">Devices may connect without a password.</param>
/// <param name="AutoEnrol">A node may enrol itself and its station by its first birth.</param>
/// <param name="DataFolder">Journal, operator token.</param>
public sealed record ServerOptions(IPEndPoint Http, IPEndPoint Mqtt, bool Anonymous, bool AutoEnrol, string DataFolder, Silence Silence, bool Demo)
{
    private static readonly string[] Sections = ["Http", "Mqtt", "Enrolment", "Data", "Silence"];

    /// <summary>Reads and checks all of it.</summary>
    /// <exception cref="OptionsException">Lists every mistake.</exception>
    public static ServerOptions Read(IConfiguration configuration, bool demo)
    {
        var settings = new Settings(configuration);
        var options = new ServerOptions(
            settings.EndPoint("Http:Address", new IPEndPoint(IPAddress.Loopback, 5080)),
            settings.EndPoint("Mqtt:Address", new IPEndPoint(IPAddress.Loopback, 1883)),
            settings.Flag("Mqtt:Anonymous", demo),
            settings.Flag("Enrolment:Auto", demo),
            settings.Text("Data:Folder", "data"),
            new Silence(
                settings.Seconds("Silence:StaleSeconds", Silence.Default.Stale, TimeSpan.FromSeconds(5), Silence.Cap),
                settings.Seconds("Silence:OfflineSeconds", Silence.Default.Offline, TimeSpan.FromSeconds(10), Silence.Cap)),
            demo);
        if (options.Silence.Offline <= options.Silence.Stale)
        {
            settings.Mistake("Silence:OfflineSeconds must be greater than Silence:StaleSeconds");
        }

        settings.ThrowIfAny(Sections);
        return options;
    }
}
