namespace Stations.Tests;

/// <summary>The source tree that this was built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory)).FullName;

    private static DirectoryInfo Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Stations.sln")))
        {
            folder = folder.Parent;
        }

        return folder ?? throw new DirectoryNotFoundException($"no Stations.sln above {AppContext.BaseDirectory}");
    }
}
