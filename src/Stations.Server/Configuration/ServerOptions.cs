using System.Net;
using Stations.Journal;
using Stations.Journal.Postgres;
using Stations.Model;
using Stations.Mqtt.Server;
using Stations.Protocol;
using Stations.Server.Access;
using Stations.Server.History;
using Stations.Server.Live;
using Stations.Server.Reports;
using Stations.Server.Reservations;

namespace Stations.Server.Configuration;

/// <summary>Everything that can be set, by <c>--Section:Name=value</c> or the environment's <c>STATIONS_Section__Name</c>.</summary>
/// <param name="Http">Where riders, operators and other systems connect.</param>
/// <param name="Mqtt">Where devices connect, unless an external broker has them.</param>
/// <param name="Anonymous">Devices may connect without a password.</param>
/// <param name="Logins">How often one may try to come in.</param>
/// <param name="AutoEnrol">A node may enrol itself and its station by its first birth.</param>
/// <param name="DataFolder">Operator token; journal and history, unless there is a store.</param>
/// <param name="Store">Where journal and history lie instead of the folder; null: there.</param>
/// <param name="Rules">When alarms are raised and cleared.</param>
/// <param name="Retention">How long history is kept.</param>
public sealed partial record ServerOptions(
    IPEndPoint Http, IPEndPoint Mqtt, bool Anonymous, LoginLimits Logins, bool AutoEnrol, string DataFolder, PostgresAddress? Store, Silence Silence, RuleBook Rules, Retention Retention, bool Demo)
{
    private const int MostPerMinute = 1_000_000;

    /// <summary>A district's streets and borders fit; a phone in the rain has to load it.</summary>
    private const int MostOutlineBytes = 262_144;

    private static readonly string[] Sections = ["Accounts", "Http", "Mqtt", "Broker", "Enrolment", "Data", "Silence", "Alarms", "Adapters", "Reports", "Reservations", "History", "Pages", "Cluster"];

    /// <summary>GeoJSON that the map of the pages is drawn upon; null for none.</summary>
    public byte[]? Outline { get; private init; }

    /// <summary>Pictures below that map; null for none.</summary>
    public MapTiles? Tiles { get; private init; }

    /// <summary>How devices reach our own endpoint besides.</summary>
    public MqttTransports Transports { get; private init; } = null!;

    /// <summary>What one device, one address and all of them together may ask of the MQTT endpoint.</summary>
    public MqttLimits MqttLimits { get; private init; } = new();

    /// <summary>The operator token is an administrator's beside the accounts, and not only before there is one.</summary>
    public bool KeepOperatorToken { get; private init; }

    /// <summary>Which firmware speaks otherwise than we do.</summary>
    public AdapterBook Adapters { get; private init; } = AdapterBook.None;

    /// <summary>How much riders may report.</summary>
    public ReportOptions Reports { get; private init; } = ReportOptions.Default;

    /// <summary>When what nobody uses is doubted.</summary>
    public TrustLimits Trust { get; private init; } = TrustLimits.Default;

    /// <summary>How long something is held for a rider.</summary>
    public ReservationOptions Reservations { get; private init; } = ReservationOptions.Default;

    /// <summary>Live streams open at a time; more are asked to come back later.</summary>
    public int Streams { get; private init; }

    /// <summary>MQTT is spoken to this machine only.</summary>
    private bool IsOnLoopback => IPAddress.IsLoopback(Mqtt.Address)
        && (Transports.Tls is not { } tls || IPAddress.IsLoopback(tls.Listen.Address))
        && (!Transports.WebSocket || IPAddress.IsLoopback(Http.Address));

    public JournalOptions Journal => new(DataFolder) { Store = Store, Server = Place.Name };

    /// <summary>Reads and checks all of it.</summary>
    /// <exception cref="OptionsException">Lists every mistake.</exception>
    public static ServerOptions Read(IConfiguration configuration, bool demo)
    {
        var settings = new Settings(configuration);
        var options = new ServerOptions(
            settings.EndPoint("Http:Address", new IPEndPoint(IPAddress.Loopback, 5080)),
            settings.EndPoint("Mqtt:Address", new IPEndPoint(IPAddress.Loopback, 1883)),
            settings.Flag("Mqtt:Anonymous", demo),
            new LoginLimits(
                settings.Whole("Mqtt:FailedLoginsPerMinute", LoginLimits.Default.FailedPerName, 0, MostPerMinute),
                settings.Whole("Mqtt:FailedLoginsPerAddress", LoginLimits.Default.FailedPerAddress, 0, MostPerMinute),
                settings.Whole("Mqtt:ConnectsPerMinute", LoginLimits.Default.Connects, 0, MostPerMinute)),
            settings.Flag("Enrolment:Auto", demo),
            settings.Text("Data:Folder", "data"),
            settings.Postgres("Data:Store"),
            new Silence(
                settings.Seconds("Silence:StaleSeconds", Silence.Default.Stale, TimeSpan.FromSeconds(5), Silence.Cap),
                settings.Seconds("Silence:OfflineSeconds", Silence.Default.Offline, TimeSpan.FromSeconds(13), Silence.Cap)),
            AlarmSettings.Read(settings),
            new Retention(
                settings.Days("History:RawDays", Retention.Default.RawDays, 366),
                settings.Days("History:MinuteDays", Retention.Default.MinuteDays, 3660),
                settings.Days("History:HourDays", Retention.Default.HourDays, 3660),
                settings.Days("History:EventDays", Retention.Default.EventDays, 3660)),
            demo)
        {
            MqttLimits = MqttLimitSettings.Read(settings),
            KeepOperatorToken = settings.Flag("Accounts:KeepOperatorToken", false),
            Adapters = AdapterSettings.Read(settings),
            Reports = new(
                settings.Whole("Reports:PerAddress", ReportOptions.Default.PerAddress, 0, MostPerMinute),
                settings.Whole("Reports:PerThing", ReportOptions.Default.PerThing, 0, MostPerMinute),
                settings.Whole("Reports:PhotoMegabytes", (int)(ReportOptions.Default.PhotoBytes >> 20), 1, 1_048_576) * 1_048_576L),
            Trust = new(
                settings.Whole("Reports:UnusedTimes", (int)TrustLimits.Default.UnusedTimes, 0, 1000),
                settings.Seconds("Reports:UnusedSeconds", TrustLimits.Default.Least, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30))),
            Reservations = ReservationOptions.Read(settings),
            Streams = settings.Whole("Http:Streams", StreamPlaces.Usual, 1, 1_000_000),
            Outline = settings.JsonFile("Pages:Outline", MostOutlineBytes),
            Tiles = MapTiles.Read(settings),
        };
        options = options with { Transports = MqttTransports.Read(settings, options.Mqtt) };
        if (options.Silence.Offline <= options.Silence.Stale + Silence.Ahead)
        {
            settings.Mistake($"Silence:OfflineSeconds must be greater than Silence:StaleSeconds by more than {Silence.Ahead.TotalSeconds} s");
        }

        if (options.Retention.MinuteDays < options.Retention.RawDays || options.Retention.HourDays < options.Retention.MinuteDays)
        {
            settings.Mistake("History:RawDays, History:MinuteDays and History:HourDays must not become smaller in this order: what is coarser is made of what is finer");
        }

        if (options is { Anonymous: true, Demo: false } && !options.IsOnLoopback)
        {
            settings.Mistake("Mqtt:Anonymous=true needs --demo, or every address at which MQTT is spoken on the loopback such as 127.0.0.1:1883: whoever reaches one could be any device");
        }

        options = ReadEdition(settings, options);
        settings.ThrowIfAny(Sections);
        return options;
    }
}
