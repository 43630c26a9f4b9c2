namespace Stations.EndToEnd.Running;

/// <summary>The scripts in <c>node/</c>. Their packages are installed by the first test that needs them.</summary>
internal static class NodeScript
{
    private static readonly Lazy<Task> Installed = new(Install);

    public static async Task<ChildProcess> Start(string script, params IEnumerable<string> arguments)
    {
        Tools.Need("npm");
        await Installed.Value;
        return ChildProcess.Start("node", [Path.Combine(Built.NodeFolder, script), .. arguments]);
    }

    private static async Task Install()
    {
        var wanted = new FileInfo(Path.Combine(Built.NodeFolder, "package-lock.json"));
        var there = new FileInfo(Path.Combine(Built.NodeFolder, "node_modules", ".package-lock.json"));
        if (!there.Exists || there.LastWriteTimeUtc < wanted.LastWriteTimeUtc)
        {
            await ChildProcess.Run("npm", "ci", "--no-audit", "--no-fund", "--prefix", Built.NodeFolder);
            File.SetLastWriteTimeUtc(there.FullName, wanted.LastWriteTimeUtc);
        }
    }
}
