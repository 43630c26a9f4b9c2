using Stations.Protocol;

namespace DeviceSimulators.Devices;

/// <summary>How far a reading must move before it is worth a message, in the field's own unit. Flags and texts are told at every change.</summary>
public static class DeadBand
{
    public static bool IsCrossed(in Sample told, in Sample now) => told.HasValue != now.HasValue || Fields.Type(now.Field) switch
    {
        FieldType.Text => told.Text != now.Text,
        FieldType.Flag => told.Number != now.Number,
        _ => Math.Abs(now.Number - told.Number) >= Of(now.Field),
    };

    private static double Of(Field field) => field switch
    {
        Field.TemperatureC or Field.CellMaxC or Field.CellMinC => 0.5,
        Field.HotC or Field.ColdC or Field.ChargerTemperatureC => 1,
        Field.HumidityPct => 2,
        Field.PowerW => 20,
        Field.VoltageV => 2,
        Field.CurrentA => 0.5,
        Field.ChargerVoltageV => 0.5,
        Field.ChargerCurrentA => 0.5,
        Field.EnergyKwh => 0.5,
        Field.SignalDbm => 3,
        Field.TdsInPpm or Field.TdsOutPpm => 3,
        Field.FlowMl => 100,
        Field.TotalL => 1,
        Field.Co2Ppm => 50,
        Field.LeakageMa => 1,
        Field.DwellS => 300,
        Field.CavityC => 5,
        Field.BatteryTemperatureC => 1,
        Field.LeftMin => 5,
        _ => 1,
    };
}
