namespace Stations.Protocol;

/// <summary>What an appliance is. On the wire in snake_case, as in <c>"kind":"charging_cabinet"</c>.</summary>
public enum DeviceKind
{
    Unknown,

    /// <summary>The room itself: people, seats, air.</summary>
    Station,
    ChargingCabinet,
    WaterCooler,
    ParkingSpot,
}

public static class DeviceKinds
{
    public static DeviceKind Parse(string? word) => word switch
    {
        "station" => DeviceKind.Station,
        "charging_cabinet" => DeviceKind.ChargingCabinet,
        "water_cooler" => DeviceKind.WaterCooler,
        "parking_spot" => DeviceKind.ParkingSpot,
        _ => DeviceKind.Unknown,
    };

    public static string Word(this DeviceKind kind) => kind switch
    {
        DeviceKind.Station => "station",
        DeviceKind.ChargingCabinet => "charging_cabinet",
        DeviceKind.WaterCooler => "water_cooler",
        DeviceKind.ParkingSpot => "parking_spot",
        _ => "unknown",
    };
}
