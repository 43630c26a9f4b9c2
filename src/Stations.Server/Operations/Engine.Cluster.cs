using Orleans.Serialization;
using Orleans.Storage;
using Stations.Grains;

namespace Stations.Server.Operations;

/// <summary>What runs the grains: in this edition a Microsoft Orleans silo.</summary>
internal static class Engine
{
    public static void AddEngine(this WebApplicationBuilder builder)
    {
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        builder.Services.AddSerializer(serializer => serializer.AddJsonSerializer(type => type.Namespace is "Stations.Model" or "Stations.Protocol"));
        builder.Services.AddKeyedSingleton<IGrainStorage, JournalStorage>(StorageNames.Journal);
    }

    /// <summary>Orleans schedules continuations itself.</summary>
    public static void AllowInlineContinuations()
    {
    }

    public static void ForbidInlineContinuations()
    {
    }
}
