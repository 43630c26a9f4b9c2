namespace Stations.Tests.Faults;

/// <summary>One fault of a disk that did not show when it was written.</summary>
internal static class Damage
{
    /// <summary>Flips a bit of one of these files, or cuts one. Returns what was done.</summary>
    public static string One(Dictionary<string, byte[]> files, Func<string, bool> which, Random random)
    {
        string[] names = [.. files.Where(file => file.Value.Length > 0 && which(file.Key)).Select(file => file.Key).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
        {
            return "there is nothing yet that could be damaged";
        }

        var name = names[random.Next(names.Length)];
        var content = files[name];
        var at = random.Next(content.Length);
        if (random.Next(4) == 0)
        {
            files[name] = content[..at];
            return $"{name} is cut at {at}";
        }

        var bit = random.Next(8);
        content[at] ^= (byte)(1 << bit);
        return $"bit {bit} of byte {at} in {name} is flipped";
    }
}
