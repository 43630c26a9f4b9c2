using Stations.Tests;

namespace Stations.EndToEnd.Running;

/// <summary>What was built beside these tests, and the tree that all of it was built from.</summary>
internal static class Built
{
    public static string Server { get; } = Beside("Stations.Server", "Stations.Server.dll");

    public static string Simulators { get; } = Beside("DeviceSimulators", "device-simulators.dll");

    public static string Benchmarks { get; } = Beside("Stations.Benchmarks", "Stations.Benchmarks.dll");

    public static string Readme => Path.Combine(Checkout.Root, "README.md");

    public static string NodeFolder => Path.Combine(Checkout.Root, "tests", "Stations.EndToEnd.Tests", "node");

    public static string PythonFolder => Path.Combine(Checkout.Root, "tests", "Stations.EndToEnd.Tests", "python");

    public static string WebFolder => Path.Combine(Checkout.Root, "src", "Stations.Web");

    /// <summary>In <c>bin/{project}/{configuration}</c>, as these tests are.</summary>
    private static string Beside(string project, string file)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException("Build Stations.sln first.", path);
    }
}
