using System.Text;
using System.Text.Json;

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

    /// <summary>By mqtt.js, one after another with QoS 1; the reason code of each acknowledgement.</summary>
    public static async Task<int[]> Publish(string url, object options, params (string Topic, byte[] Payload)[] messages)
    {
        await using var script = await Start("publish.mjs");
        script.Say(JsonSerializer.Serialize(new
        {
            url,
            options,
            messages = messages.Select(message => new { topic = message.Topic, payload = Encoding.UTF8.GetString(message.Payload) }),
        }));
        script.CloseInput();
        Assert.True(await script.Exit() == 0, script.Output);
        return [.. script.Output.Split('\n').Select(int.Parse)];
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
