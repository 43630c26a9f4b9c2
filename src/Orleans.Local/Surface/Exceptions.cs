namespace Orleans.Runtime
{
    /// <summary>Something went wrong between grains rather than within one.</summary>
    public class OrleansException : Exception
    {
        public OrleansException()
        {
        }

        public OrleansException(string message) : base(message)
        {
        }

        public OrleansException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }

    /// <summary>A grain has as many calls waiting as it may have.</summary>
    public sealed class LimitExceededException(string message) : OrleansException(message);

    /// <summary>The process is stopping and starts no more grains.</summary>
    public sealed class SiloUnavailableException(string message) : OrleansException(message);

    /// <summary>A grain asks for a storage that nobody registered.</summary>
    public sealed class BadProviderConfigException(string message) : OrleansException(message);
}

namespace Orleans.Storage
{
    /// <summary>The stored state is not the one that was read: somebody else wrote in between.</summary>
    public sealed class InconsistentStateException(string message, string? storedEtag, string? currentEtag, Exception? inner = null) : Runtime.OrleansException(message, inner!)
    {
        /// <summary>The version that the storage holds.</summary>
        public string? StoredEtag => storedEtag;

        /// <summary>The version that the writer had read.</summary>
        public string? CurrentEtag => currentEtag;
    }
}

namespace Orleans.Local
{
    /// <summary>
    /// A grain was called by a call that it is itself waiting for, so that both would wait for ever. The message names the chain.
    /// Ways out: <c>[Reentrant]</c>, <c>[AlwaysInterleave]</c>, <c>[OneWay]</c>, or asking in the other direction.
    /// </summary>
    public sealed class GrainCallCycleException(string message) : Runtime.OrleansException(message);
}
