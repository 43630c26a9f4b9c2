using Stations.EndToEnd.Running;

namespace Stations.EndToEnd;

/// <summary>The pages' own tests stand beside their code and run with npm; here they count among all others.</summary>
public sealed class PageLogicTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    public async Task The_pages_pass_their_own_npm_run(string script)
    {
        Tools.Need("npm");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Built.WebFolder, "node_modules")), "The pages were not built: build without -p:Web=false.");
        await ChildProcess.Run("npm", "--prefix", Built.WebFolder, "run", script);
    }
}
