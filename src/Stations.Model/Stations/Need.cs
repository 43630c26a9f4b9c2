namespace Stations.Model;

/// <summary>What a rider comes for.</summary>
public enum Need
{
    Charge,
    Water,
    Rest,
    Park,

    /// <summary>To heat what he brought.</summary>
    Food,
}

/// <summary>Needs by their words in addresses and answers.</summary>
public static class Needs
{
    private static readonly (Need Need, string Word)[] All =
        [(Need.Charge, "charge"), (Need.Water, "water"), (Need.Rest, "rest"), (Need.Park, "park"), (Need.Food, "heat_food")];

    public static string Word(this Need need) => Array.Find(All, one => one.Need == need).Word;

    /// <summary>Null for what is none.</summary>
    public static Need? Parse(string? word) => Array.FindIndex(All, one => one.Word == word) is >= 0 and var found ? All[found].Need : null;
}
