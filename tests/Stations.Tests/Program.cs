using Stations.Tests.Faults;
using Stations.Tests.House;
using Stations.Tests.Journal;
using Xunit.Runner.InProc.SystemConsole;

// The tests; or, as a process of its own, the writer that one of them kills; or faults from as many seeds as there is time for; or src/ALARMS.md.
return args switch
{
    [KilledWriter.Command, var place] => await KilledWriter.AppendUntilKilled(place),
    [SeedRange.Command, .. var range] => SeedRange.Run(range),
    [AlarmsPage.Command] => AlarmsPage.Print(),
    _ => await ConsoleRunner.Run(args),
};
