using System.Xml.Linq;

namespace Stations.Tests.House;

/// <param name="Path">From the root, with forward slashes.</param>
internal sealed record Project(string Name, string Path, XDocument Xml);

/// <summary>The source tree that these tests were built from.</summary>
internal static class Tree
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    private static readonly HashSet<string> Ignored =
    [
        ".git",
        .. File.ReadLines(Path.Combine(Root, ".gitignore")).Where(line => line.EndsWith('/')).Select(line => line.Trim('/')),
    ];

    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. from file in Files()
           where file.EndsWith(".csproj", StringComparison.Ordinal)
           select new Project(Path.GetFileNameWithoutExtension(file), Relative(file), XDocument.Load(file)),
    ];

    /// <summary>Every file that is not built, fetched or written at run time.</summary>
    public static IEnumerable<string> Files() => Files(Root);

    /// <summary>From the root, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Where(IsOurs).Concat(Directory.EnumerateDirectories(folder).Where(IsOurs).SelectMany(Files));

    private static bool IsOurs(string path) => !Ignored.Contains(Path.GetFileName(path));

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Stations.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"no Stations.sln above {start}");
    }
}
