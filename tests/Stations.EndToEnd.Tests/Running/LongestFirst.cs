using Xunit.Sdk;
using Xunit.v3;

namespace Stations.EndToEnd.Running;

/// <summary>Whoever looks at pages takes longest. Begun first, it does not end alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(OperatorAccessTests), nameof(RiderPageTests), nameof(OperatorPageTests), nameof(RiderJourneyTests), nameof(PageTests), nameof(SilenceTests), nameof(PageLogicTests)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(one => Array.FindIndex(Long, name => one.TestCollectionDisplayName.Contains($"EndToEnd.{name} ", StringComparison.Ordinal)) is var place and >= 0 ? place : Long.Length)];
}
