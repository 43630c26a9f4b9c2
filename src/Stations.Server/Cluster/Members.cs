using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime.Membership;
using Orleans.Runtime.MembershipService;
using Orleans.Storage;
using Stations.Grains;
using Stations.Server.Configuration;
using Stations.Server.Operations;

namespace Stations.Server.Cluster;

/// <summary>How a server takes part in the cluster: as a silo, which runs grains, or as a client of the silos. They meet in the database.</summary>
internal static class Members
{
    private const string Invariant = "Npgsql";

    public static void Join(this ISiloBuilder silo, ServerOptions options)
    {
        var place = options.Place;
        var database = options.Store!.InSchema(OrleansSchema.Name);
        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (place.Id, place.Service));
        silo.Configure<EndpointOptions>(endpoint =>
        {
            (endpoint.SiloPort, endpoint.GatewayPort) = (place.SiloPort, place.GatewayPort);
            endpoint.AdvertisedIPAddress = place.Advertise ?? endpoint.AdvertisedIPAddress;
        });
        silo.Configure<ClusterMembershipOptions>(Liveness.Apply).Configure<ConnectionOptions>(Liveness.Apply).Configure<SiloMessagingOptions>(Liveness.Apply);
        silo.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (Invariant, database));
        silo.UseAdoNetReminderService(table => (table.Invariant, table.ConnectionString) = (Invariant, database));
        silo.AddAdoNetGrainStorageAsDefault(storage =>
        {
            (storage.Invariant, storage.ConnectionString) = (Invariant, database);
            storage.GrainStorageSerializer = new StateJson();
        });

        // What devices and stations are stays with what they said: one commit, and the same in both editions.
        silo.Services.AddKeyedSingleton<IGrainStorage, JournalStorage>(StorageNames.Journal);
        silo.AddIncomingGrainCallFilter<LostKeys>();

        silo.Services.AddSingleton<Visits>().AddSingleton<AdoNetClusteringTable>();
        silo.Services.AddSingleton<IMembershipTable>(provider => ActivatorUtilities.CreateInstance<FairTable>(provider, provider.GetRequiredService<AdoNetClusteringTable>()));
        silo.Services.AddSingleton<IFatalErrorHandler, GivenUp>();

        // Devices are alike and servers too, so the dice spread them evenly, at once, and also when all come back in the same second.
        silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
    }

    public static void Join(this IClientBuilder client, ServerOptions options)
    {
        client.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (options.Place.Id, options.Place.Service));
        client.Configure<ConnectionOptions>(Liveness.Apply).Configure<ClientMessagingOptions>(Liveness.Apply).Configure<GatewayOptions>(Liveness.Apply);
        client.Configure<ClientMessagingOptions>(messaging => messaging.LocalAddress = options.Place.Advertise);
        client.UseAdoNetClustering(table => (table.Invariant, table.ConnectionString) = (Invariant, options.Store!.InSchema(OrleansSchema.Name)));
        client.Services.AddSingleton<IClientConnectionRetryFilter, PatientClient>();
        client.Services.AddSingleton<AdoNetGatewayListProvider>()
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<Silos>(provider, provider.GetRequiredService<AdoNetGatewayListProvider>()))
            .AddSingleton<IGatewayListProvider>(provider => provider.GetRequiredService<Silos>())
            .AddSingleton<Pulse>()
            .AddSingleton(provider => new SystemCondition("silos", () => provider.GetRequiredService<Pulse>().Trouble) { KeepsPeopleOut = true });
        client.AddOutgoingGrainCallFilter<LostCalls>();
    }
}
