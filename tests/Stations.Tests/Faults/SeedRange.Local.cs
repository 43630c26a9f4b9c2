namespace Stations.Tests.Faults;

internal static partial class SeedRange
{
    static partial void AddOfEngine()
    {
        Faults["simulation"] = seed => new Simulation.World(seed).Run();
        Faults["holds"] = seed => new Simulation.World(seed, riders: 8).Run();
    }
}
