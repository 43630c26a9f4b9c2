using Orleans.Local;
using Orleans.Storage;
using Stations.Grains;
using Stations.Server.Configuration;

namespace Stations.Server.Operations;

/// <summary>What runs the grains: in this edition a single process and the journal's own file.</summary>
internal static class Engine
{
    public static void AddEngine(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Services.AddLocalGrains(options => options.Assemblies.Add(typeof(DeviceGrain).Assembly));
        builder.Services.AddKeyedSingleton<IGrainStorage, JournalStorage>(StorageNames.Journal);
    }

    public static Task Prepare(ServerOptions options, CancellationToken cancellation) => Task.CompletedTask;

    public static void AllowInlineContinuations() => InlineContinuations.Allow();

    public static void ForbidInlineContinuations() => InlineContinuations.Forbid();
}
