using Stations.Server.Tests.Judging;
using Xunit.Runner.InProc.SystemConsole;

// The tests; or simulated days, judged.
return args switch
{
    [JudgedDays.Command, .. var order] => JudgedDays.Run(order),
    _ => await ConsoleRunner.Run(args),
};
