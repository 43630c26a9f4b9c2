using Npgsql;
using Orleans.Serialization;
using Stations.Journal;
using Stations.Server.Cluster;
using Stations.Server.Configuration;

namespace Stations.Server.Operations;

/// <summary>What runs the grains: in this edition Microsoft Orleans, in this process or in others.</summary>
internal static class Engine
{
    public static void AddEngine(this WebApplicationBuilder builder, ServerOptions options)
    {
        // A call that fails because a server left is told to its caller, who repeats it; that it left is said once, by Attendance.
        builder.Logging.AddFilter("Orleans.Runtime.CallbackData", LogLevel.Error).AddFilter("Orleans.Messaging", LogLevel.Critical)
            .AddFilter("Orleans.Runtime.Messaging", LogLevel.Error).AddFilter("Orleans.Runtime.MembershipService", LogLevel.Error);

        builder.Services.AddSingleton<Departures>();
        var others = builder.Services.Count;
        builder.Services.AddSerializer(Wire.Configure);

        // What servers wait for one another goes by the machine's clock, whatever clock the grains are given.
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
        if (options.Place.RunsGrains)
        {
            builder.UseOrleans(silo => silo.Join(options));
        }
        else
        {
            builder.UseOrleansClient(client => client.Join(options));
        }

        // The silo must not join before there is a journal for its grains, and HTTP is to answer before either.
        foreach (var service in builder.Services.Skip(others).Where(service => service.ServiceType == typeof(IHostedService)).ToList())
        {
            builder.Services.Remove(service);
            builder.Services.AddKeyedSingleton(StartUp.Engine, (provider, _) => (IHostedService)(
                service.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, service.ImplementationType!)));
        }

        if (options.Place.ServesPeople)
        {
            builder.Services.AddHostedService<Drain>();
        }

        if (!options.Place.RunsGrains)
        {
            builder.Services.AddKeyedSingleton<IHostedService>(StartUp.Engine, (provider, _) => provider.GetRequiredService<Pulse>());
        }
        else
        {
            builder.Services.AddSingleton<Estates>().AddKeyedSingleton<IHostedService, Caretaking>(StartUp.Engine).AddKeyedSingleton<IHostedService, Attendance>(StartUp.Engine);
        }
    }

    /// <summary>The tables in which the servers meet.</summary>
    /// <exception cref="JournalException">The database is away or does not let us in.</exception>
    public static async Task Prepare(ServerOptions options, CancellationToken cancellation)
    {
        try
        {
            await using var connection = new NpgsqlConnection(options.Store!.InSchema(OrleansSchema.Name));
            await connection.OpenAsync(cancellation);
            await OrleansSchema.Apply(connection, cancellation);
        }
        catch (Exception error) when (options.Store!.Explain(error) is not null)
        {
            throw options.Store!.Explain(error)!;
        }
    }

    /// <summary>Orleans schedules continuations itself.</summary>
    public static void AllowInlineContinuations()
    {
    }

    public static void ForbidInlineContinuations()
    {
    }
}
