using Orleans.Local;
using Orleans.Runtime;

namespace Orleans;

/// <summary>What a grain and a reference to it have in common.</summary>
public static class GrainExtensions
{
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.AddressOf().Key;

    public static GrainId GetGrainId(this IAddressable grain)
    {
        var (grainClass, key) = grain.AddressOf();
        return GrainId.Create(grainClass.GrainType, key);
    }

    /// <summary>A reference to the grain, through which it can be called by others.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        var (grainClass, key) = grain.AddressOf();
        return (TGrainInterface)grainClass.Grains.GetGrain(typeof(TGrainInterface), key);
    }

    private static (GrainClass Class, string Key) AddressOf(this IAddressable grain) => grain switch
    {
        Grain instance => (instance.Activation.Class, instance.Activation.Key),
        GrainReference reference => (reference.Class, reference.Key),
        null => throw new ArgumentNullException(nameof(grain)),
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference to one.", nameof(grain)),
    };
}
