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
