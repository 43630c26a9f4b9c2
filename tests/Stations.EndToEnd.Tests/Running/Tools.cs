namespace Stations.EndToEnd.Running;

/// <summary>Programs that the tests use and a machine may lack.</summary>
internal static class Tools
{
    private static readonly Dictionary<string, string> DebianPackages = new(StringComparer.Ordinal)
    {
        ["mosquitto"] = "mosquitto",
        ["mosquitto_pub"] = "mosquitto-clients",
        ["mosquitto_sub"] = "mosquitto-clients",
        ["chromium"] = "chromium",
        ["npm"] = "npm",
        ["openssl"] = "openssl",
        ["haproxy"] = "haproxy",
    };

    /// <summary>Where <paramref name="tool"/> is. Without it the test is skipped and says what to install.</summary>
    public static string Need(string tool)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
        Assert.SkipUnless(found is not null, $"'{tool}' is missing: install the Debian package {DebianPackages[tool]}.");
        return found!;
    }

    /// <summary>Debian's Python with Debian's <paramref name="module"/>. Without it the test is skipped and says what to install.</summary>
    public static string NeedPython(string module)
    {
        Assert.SkipUnless(Directory.Exists($"/usr/lib/python3/dist-packages/{module}"), $"Python's '{module}' is missing: install the Debian package python3-{module}-mqtt.");
        return "/usr/bin/python3";
    }
}
