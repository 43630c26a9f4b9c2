using System.CommandLine;

namespace Stations.Benchmarks;

/// <summary>Options that are whole numbers of a range.</summary>
internal static class Whole
{
    public static Option<int> Option(string name, string description, int value, int lowest, int highest)
    {
        var option = new Option<int>(name) { Description = $"{description} ({lowest} to {highest})", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var given && (given < lowest || given > highest))
            {
                result.AddError($"{name} {given}: give a whole number from {lowest} to {highest}.");
            }
        });
        return option;
    }
}
