namespace Stations.Model;

/// <summary>What a rider comes for.</summary>
public enum Need
{
    Charge,
    Water,
    Rest,
    Park,
}
