using Stations.EndToEnd.Running;

// Whole servers, brokers and browsers on a small machine: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(OpenServer))]
