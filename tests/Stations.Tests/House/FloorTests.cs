namespace Stations.Tests.House;

public sealed class FloorTests
{
    /// <summary>What each project may refer to. A new project needs its place here first.</summary>
    private static readonly Dictionary<string, string[]> Below = new(StringComparer.Ordinal)
    {
        ["Stations.Protocol"] = [],
        ["Stations.Mqtt"] = [],
        ["Orleans.Local"] = [],
        ["Stations.Model"] = ["Stations.Protocol"],
        ["Stations.Journal"] = ["Stations.Model", "Stations.Protocol"],
        ["Stations.Grains"] = ["Orleans.Local", "Stations.Journal", "Stations.Model", "Stations.Protocol"],
        ["Stations.Server"] = ["Orleans.Local", "Stations.Grains", "Stations.Journal", "Stations.Model", "Stations.Mqtt", "Stations.Protocol"],
        ["DeviceSimulators"] = ["Stations.Mqtt", "Stations.Protocol"],
    };

    [Fact]
    public void Every_product_project_has_its_floor() =>
        Assert.Equal(Below.Keys.Order(StringComparer.Ordinal), Tree.Projects.Where(IsProduct).Select(project => project.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void References_point_down() =>
        Assert.Empty(
            from project in Tree.Projects
            where IsProduct(project)
            from reference in project.Xml.Descendants("ProjectReference")
            where reference.Attribute("ReferenceOutputAssembly")?.Value != "false" // built beside it, unseen by it
            let name = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))
            where !Below.GetValueOrDefault(project.Name, []).Contains(name, StringComparer.Ordinal)
            select $"{project.Name} → {name}");

    [Fact]
    public void No_project_carries_a_package_version() =>
        Assert.Empty(
            from project in Tree.Projects
            from element in project.Xml.Descendants()
            where element.Name.LocalName is "PackageReference" or "GlobalPackageReference" or "PackageVersion"
            where element.DescendantsAndSelf().Any(part => part.Name.LocalName.Contains("Version", StringComparison.Ordinal))
                || element.Attributes().Any(attribute => attribute.Name.LocalName.Contains("Version", StringComparison.Ordinal))
            select $"{project.Path}: {element}");

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = File.ReadAllText(Path.Combine(Checkout.Root, "Stations.sln"));
        Assert.NotEmpty(Tree.Projects);
        Assert.All(Tree.Projects, project => Assert.Contains($"\"{project.Path.Replace('/', '\\')}\"", solution, StringComparison.Ordinal));
    }

    private static bool IsProduct(Project project) => !project.Path.StartsWith("tests/", StringComparison.Ordinal);
}
