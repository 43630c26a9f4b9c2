using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace Stations.Server.Cluster;

/// <summary>
/// How calls travel between servers. Messages of the grains carry Orleans' attributes and its numbered fields; the records of Model and Protocol, which
/// know nothing of Orleans, travel as JSON. Both read what the version before wrote and are read by it (decision 8). Within a server nothing is copied.
/// </summary>
internal static class Wire
{
    public static void Configure(ISerializerBuilder serializer)
    {
        serializer.AddJsonSerializer(isSerializable: IsOurs, isCopyable: null);
        serializer.Services.AddSingleton<IGeneralizedCopier, Shared>();
    }

    private static bool IsOurs(Type type) => type.Namespace is "Stations.Model" or "Stations.Protocol";

    /// <summary>They never change, so whoever gets one may keep it.</summary>
    private sealed class Shared : IGeneralizedCopier
    {
        public bool IsSupportedType(Type type) => IsOurs(type);

        public object? DeepCopy(object? input, CopyContext context) => input;
    }
}
