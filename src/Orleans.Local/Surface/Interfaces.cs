namespace Orleans
{
    /// <summary>A grain that can be called.</summary>
    public interface IGrain : Runtime.IAddressable;

    /// <summary>A grain that is known by a string.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>Gives references to grains. A reference costs nothing until it is called, and may be kept.</summary>
    public interface IGrainFactory
    {
        /// <exception cref="ArgumentException">The key is blank, or not exactly one grain class implements the interface.</exception>
        TGrainInterface GetGrain<TGrainInterface>(string primaryKey) where TGrainInterface : IGrainWithStringKey;

        /// <inheritdoc cref="GetGrain{TGrainInterface}(string)"/>
        IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey);
    }
}

namespace Orleans.Runtime
{
    /// <summary>A grain, or a reference to one.</summary>
    public interface IAddressable;
}
