using Stations.Tests.Journal;
using Xunit.Runner.InProc.SystemConsole;

// The tests; or, as a process of its own, the writer that one of them kills.
return args is [KilledWriter.Command, var folder] ? await KilledWriter.AppendUntilKilled(folder) : await ConsoleRunner.Run(args);
