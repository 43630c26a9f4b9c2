using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Stations.Model;

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
        serializer.Services.AddSingleton<ITypeConverter, FormerNames>();
    }

    private static bool IsOurs(Type type) => type.Namespace is "Stations.Model" or "Stations.Protocol";

    /// <summary>What was renamed goes on under the name that it had when it first went from server to server.</summary>
    private sealed class FormerNames : ITypeConverter
    {
        private static readonly (Type Type, string Name)[] All =
        [
            (typeof(CommandRequest), "Stations.Model.OrderRequest,Stations.Model"),
            (typeof(CommandAnswer), "Stations.Model.OrderAnswer,Stations.Model"),
        ];

        public bool TryFormat(Type type, out string formatted)
        {
            formatted = Array.Find(All, one => one.Type == type).Name;
            return formatted is not null;
        }

        public bool TryParse(string formatted, out Type type)
        {
            type = Array.Find(All, one => one.Name == formatted).Type;
            return type is not null;
        }
    }

    /// <summary>They never change, so whoever gets one may keep it.</summary>
    private sealed class Shared : IGeneralizedCopier
    {
        public bool IsSupportedType(Type type) => IsOurs(type);

        public object? DeepCopy(object? input, CopyContext context) => input;
    }
}
