using Microsoft.Extensions.Logging.Console;
using Stations.Journal;
using Stations.Server.Access;
using Stations.Server.Api;
using Stations.Server.Configuration;
using Stations.Server.History;
using Stations.Server.Ingest;
using Stations.Server.Live;
using Stations.Server.Operations;
using Stations.Server.Operations.Metrics;
using Stations.Server.Outbox;
using Stations.Server.Pages;
using Stations.Server.Reports;
using Stations.Server.Reservations;

namespace Stations.Server;

/// <summary>The whole application, ready to run. Tests start it as people do, on ports and folders of their own.</summary>
public static class ServerHost
{
    /// <exception cref="OptionsException">The arguments or the environment are wrong; lists every mistake.</exception>
    public static WebApplication Create(IReadOnlyCollection<string> args, TimeProvider? clock = null)
    {
        string[] settings = [.. args.Where(arg => arg != "--demo")];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),

            // Otherwise the kernel tells of every write to the journal below the current folder.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.AddEnvironmentVariables("STATIONS_").AddCommandLine(settings);
        var options = ServerOptions.Read(builder.Configuration, demo: args.Contains("--demo", StringComparer.Ordinal));

        builder.Logging.ClearProviders().AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.ColorBehavior) = (true, "HH:mm:ss ", LoggerColorBehavior.Disabled));
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning);

        // Why the server ended is told once, by whoever started it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.Http));

        builder.Services
            .AddSingleton(options)
            .AddSingleton(clock ?? TimeProvider.System)
            .AddSingleton(_ => OperatorToken.In(options.DataFolder))
            .AddSingleton(services => new EventJournal(options.Journal, services.GetRequiredService<TimeProvider>()))
            .AddSingleton(services => new SystemCondition("journal", () => services.GetRequiredService<EventJournal>().Trouble))
            .AddSingleton<MqttJournal>()
            .AddSingleton<Readiness>();

        // What is registered first stops last; the order of starting is told by StartUp.
        builder.AddEngine(options);
        builder.Services
            .AddTelemetry(options)
            .AddHostedService<PaceWatch>()
            .AddSingleton<FleetWatch>()
            .AddHostedService(services => services.GetRequiredService<FleetWatch>())
            .AddSingleton<ReportMetrics>()
            .AddSingleton<ReportDesk>()
            .AddSingleton<TrustSweep>()
            .AddSingleton<DeviceLookup>()
            .AddSingleton<StreamPlaces>()
            .AddHistory(options)
            .AddSingleton<Checkpoints>()
            .AddSingleton<SystemWatch>()
            .AddSingleton<ServerMetrics>()
            .AddSingleton<Configurator>()
            .AddSingleton<Announcer>()
            .AddSingleton<SlowWork>()
            .AddSingleton<SecurityLog>()
            .AddSingleton<RosterCopy>()
            .AddSingleton<Callers>()
            .AddSingleton<SignIns>()
            .AddSingleton<AccountDesk>()
            .AddSingleton<Audit>()
            .AddSingleton<Stays>()
            .AddSingleton<Logins>()
            .AddSingleton<AccessWatch>()
            .AddSingleton<NodeDesk>()
            .AddSingleton<HoldDesk>()
            .AddSingleton<HoldProblems>()
            .AddSingleton<DeviceIngest>()
            .AddDoor(options)
            .AddSingleton<Demo>()
            .AddSingleton<StartUp>()
            .AddHostedService(services => services.GetRequiredService<StartUp>());
        builder.Services.ConfigureHttpJsonOptions(PublicJson.Apply);
        builder.Services.AddMetricsPage();
        builder.Services.AddOpenApiDescription();
        builder.Services.AddPages();

        var app = builder.Build();

        // Nobody asks for it: it is read by way of its meter.
        app.Services.GetRequiredService<ServerMetrics>();
        app.UseProxies(options.Transports);
        app.Use(Guarded);
        app.UseProblems();
        app.MapMqttSocket(options.Transports);
        app.MapHealth();
        app.MapMetrics();
        if (options.Place.ServesPeople)
        {
            var api = app.MapApi();
            api.MapStations();
            api.MapDevices();
            api.MapMessages();
            api.MapDistricts();
            api.MapKpis();
            api.MapFleet();
            api.MapHistory();
            api.MapEvents();
            api.MapNodes();
            api.MapQuarantine();
            api.MapSession();
            api.MapSessions();
            api.MapOperators();
            api.MapTokens();
            api.MapAudit();
            api.MapSecurityEvents();
            api.MapAlarms();
            api.MapActs();
            api.MapReports();
            api.MapCommands();
            api.MapConfig();
            api.MapFirmware();
            api.MapReservations();
            api.MapQueues();
            api.MapStream();
            app.MapOpenApiDescription();
            app.MapPages();
        }

        return app;
    }

    /// <summary>What a browser may not do with any answer; pages say more of their own.</summary>
    private static Task Guarded(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
