using System.Reflection;

namespace Stations.Tests.Mqtt.Conformance;

/// <summary>
/// The tables beside this file say of every normative statement of MQTT which tests hold us to it, or why none does. What is proved here is
/// that they are complete and that the tests exist.
/// </summary>
public sealed class StatementTests
{
    /// <summary>Section and how many statements it has, or from which to which.</summary>
    private static readonly Dictionary<string, string> Sections = new(StringComparer.Ordinal)
    {
        ["3.1.1"] = """
            1.5.3:3 2.2.2:2 2.3.1:7 3.1.0:2 3.1.2:24 3.1.3:11 3.1.4:5 3.2.0:1 3.2.2:6 3.3.1:12 3.3.2:3 3.3.4:1 3.3.5:2 3.6.1:1 3.8.1:1 3.8.3:4 3.8.4:6
            3.9.3:2 3.10.1:1 3.10.3:2 3.10.4:6 3.12.4:1 3.14.1:1 3.14.4:3 4.1.0:2 4.3.1:1 4.3.2:2 4.3.3:2 4.4.0:1 4.5.0:2 4.6.0:6 4.7.1:3 4.7.2:1
            4.7.3:4 4.8.0:2 6.0.0:4 7.0.0:2 7.1.1:1 7.1.2:1
            """,
        ["5.0"] = """
            1.5.4:3 1.5.5:1 1.5.7:1 2.1.3:1 2.2.1:2-6 2.2.2:1 3.1.0:2 3.1.2:30 3.1.3:12 3.1.4:6 3.2.0:2 3.2.2:22 3.3.1:13 3.3.2:20 3.3.4:10 3.4.2:3
            3.5.2:3 3.6.1:1 3.6.2:3 3.7.2:3 3.8.1:1 3.8.3:5 3.8.4:8 3.9.2:2 3.9.3:2 3.10.1:1 3.10.3:2 3.10.4:6 3.11.2:2 3.11.3:2 3.12.4:1 3.14.0:1
            3.14.1:1 3.14.2:4 3.14.4:3 3.15.1:1 3.15.2:3 4.1.0:2 4.2.0:1 4.3.1:1 4.3.2:5 4.3.3:13 4.4.0:2 4.5.0:2 4.6.0:6 4.7.0:1 4.7.1:2 4.7.2:1
            4.7.3:4 4.8.2:6 4.9.0:3 4.12.0:7 4.12.1:2 4.13.1:1 4.13.2:1 6.0.0:4
            """,
    };

    private static readonly HashSet<string> Tests =
    [
        .. from type in typeof(StatementTests).Assembly.GetTypes()
           where type.Namespace?.StartsWith("Stations.Tests.Mqtt", StringComparison.Ordinal) == true
           from method in type.GetMethods()
           where method.GetCustomAttribute<FactAttribute>() is not null
           select $"{type.Name}.{method.Name}",
    ];

    [Theory]
    [InlineData("3.1.1", 141)]
    [InlineData("5.0", 251)]
    public void Every_statement_stands_in_its_table_once_and_in_order(string version, int count)
    {
        string[] numbers = [.. Rows(version).Select(row => row[0])];

        Assert.Equal(Numbers(Sections[version]), numbers);
        Assert.Equal(count, numbers.Length);
    }

    [Theory]
    [InlineData("3.1.1")]
    [InlineData("5.0")]
    public void Every_statement_names_tests_that_there_are_or_a_reason(string version)
    {
        foreach (string[] row in Rows(version))
        {
            Assert.True(row.Length == 3 && row[1].Length > 0, $"{row[0]} needs three columns");
            if (row[2].StartsWith("- ", StringComparison.Ordinal))
            {
                Assert.True(row[2].Length > 10, $"{row[0]} needs a reason");
                continue;
            }

            Assert.All(row[2].Split(' '), test => Assert.Contains(test, Tests));
        }
    }

    private static IEnumerable<string[]> Rows(string version) =>
        from line in File.ReadLines(Path.Combine(Checkout.Root, "tests/Stations.Tests/Mqtt/Conformance", $"statements-{version}.txt"))
        where line.Length > 0 && line[0] != '#'
        select line.Split(" | ");

    private static IEnumerable<string> Numbers(string sections) =>
        from section in sections.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        let parts = section.Split(':')
        let range = parts[1].Split('-').Select(int.Parse).ToArray()
        let first = range.Length > 1 ? range[0] : 1
        from number in Enumerable.Range(first, range[^1] - first + 1)
        select $"MQTT-{parts[0]}-{number}";
}
