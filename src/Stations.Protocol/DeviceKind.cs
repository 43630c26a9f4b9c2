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
    LoveFridge,
    Microwave,
    AirConditioner,
    PowerBankCabinet,
    MedicineKit,
    ParkingArea,
    SocketPile,
}

public static class DeviceKinds
{
    /// <summary>Every word that is known, in the order of <see cref="DeviceKind"/>.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<DeviceKind>().Skip(1).Select(Word)];

    public static DeviceKind Parse(string? word) => word switch
    {
        "station" => DeviceKind.Station,
        "charging_cabinet" => DeviceKind.ChargingCabinet,
        "water_cooler" => DeviceKind.WaterCooler,
        "parking_spot" => DeviceKind.ParkingSpot,
        "love_fridge" => DeviceKind.LoveFridge,
        "microwave" => DeviceKind.Microwave,
        "air_conditioner" => DeviceKind.AirConditioner,
        "power_bank_cabinet" => DeviceKind.PowerBankCabinet,
        "medicine_kit" => DeviceKind.MedicineKit,
        "parking_area" => DeviceKind.ParkingArea,
        "socket_pile" => DeviceKind.SocketPile,
        _ => DeviceKind.Unknown,
    };

    public static string Word(this DeviceKind kind) => kind switch
    {
        DeviceKind.Station => "station",
        DeviceKind.ChargingCabinet => "charging_cabinet",
        DeviceKind.WaterCooler => "water_cooler",
        DeviceKind.ParkingSpot => "parking_spot",
        DeviceKind.LoveFridge => "love_fridge",
        DeviceKind.Microwave => "microwave",
        DeviceKind.AirConditioner => "air_conditioner",
        DeviceKind.PowerBankCabinet => "power_bank_cabinet",
        DeviceKind.MedicineKit => "medicine_kit",
        DeviceKind.ParkingArea => "parking_area",
        DeviceKind.SocketPile => "socket_pile",
        _ => "unknown",
    };
}
