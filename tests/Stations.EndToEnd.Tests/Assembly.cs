using Stations.EndToEnd.Running;

// Whole servers, brokers and browsers on a small machine: two at a time, since each of them waits for the others of its own for half of its time.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]
[assembly: AssemblyFixture(typeof(OpenServer))]
[assembly: AssemblyFixture(typeof(DemoServer))]
[assembly: AssemblyFixture(typeof(Browsers))]
