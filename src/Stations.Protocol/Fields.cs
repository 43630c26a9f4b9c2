using System.Buffers.Text;
using System.Text;

namespace Stations.Protocol;

public enum FieldType
{
    Number,
    Flag,
    Text,
}

/// <summary>Every field that the product understands. The name on the wire carries the unit, one unit for ever.</summary>
public enum Field
{
    Unknown,

    // any appliance
    TemperatureC, HumidityPct, PowerW, VoltageV, CurrentA, EnergyKwh, SignalDbm, BatteryPct, Firmware, MainsOk, Mode,

    // charging cabinet
    Smoke, SmokeDbM, Flood, LeakageMa, ServiceDoor, Fan, ExtinguisherFired,

    // slot
    Door, Present, Relay, Lock, Session, ChargerVoltageV, ChargerCurrentA, ChargerTemperatureC,
    BatterySerial, BatteryChargePct, BatteryHealthPct, CellMaxC, CellMinC, Cycles,

    // water cooler
    HotC, ColdC, TdsInPpm, TdsOutPpm, FilterPct, FlowMl, TotalL, TankLow, Leak, HotLock,

    // station room
    People, SeatsFree, SeatsTotal, Co2Ppm,

    // parking spot
    Occupied, DwellS,

    // any appliance: it says itself that it does not work
    Fault,

    // love fridge, and an item of a medicine kit
    Stock, StockFull, StockMinimum, Compressor,

    // microwave
    Running, CavityC,

    // air conditioner
    SetC, FilterH,

    // hole of a power-bank cabinet
    BatteryTemperatureC, Rentable, Returnable, PopFailures,

    // item of a medicine kit
    Sku, ExpiryD,

    // parking area
    PlacesTotal, PlacesFree, PlacesOut, LaneBlocked,

    // port of a socket pile
    LeftMin,

    // slot: it is offered; a command says so
    Enabled,

    // charging cabinet, and its slots: a switch or a shock sensor says that somebody breaks in
    Tamper,

    // any appliance: what becomes of an update of its firmware
    FirmwareState,
}

/// <summary>The names of <see cref="Field"/> on the wire, and the JSON type that each must have.</summary>
public static class Fields
{
    private static readonly (Field Field, FieldType Type)[] All = [.. Enum.GetValues<Field>().Skip(1).Select(field => (field, TypeOf(field)))];
    private static readonly string[] Names = ["", .. All.Select(known => SnakeCase(known.Field.ToString()))];
    private static readonly (byte[] Name, Field Field)[] Table = BuildTable();
    private static readonly string[] DoorWords = ["open", "closed"];
    private static readonly string[] ModeWords = ["standby", "heating", "dispensing", "purifying", "fault", "cooling", "drying", "fan", "auto", "off", "charge", "swap"];
    private static readonly string[] FirmwareWords = ["idle", "downloading", "installing", "failed", "rolled_back"];

    /// <summary>Power, currents and concentrations are never below none, but a meter that has nothing to measure trembles about it (our engineering default).</summary>
    private const double OffZero = -10;

    /// <summary><c>temperature_c</c> for <see cref="Field.TemperatureC"/>.</summary>
    public static string Name(Field field) => Names[(int)field];

    public static FieldType Type(Field field) => All[(int)field - 1].Type;

    /// <summary>The unit that the field's name carries, as people write it; null for counts, flags and texts.</summary>
    public static string? Unit(Field field) => Type(field) != FieldType.Number ? null : Name(field) switch
    {
        "smoke_db_m" => "dB/m",
        var name => name[(name.LastIndexOf('_') + 1)..] switch
        {
            "c" => "°C",
            "pct" => "%",
            "w" => "W",
            "v" => "V",
            "a" => "A",
            "ma" => "mA",
            "kwh" => "kWh",
            "dbm" => "dBm",
            "ppm" => "ppm",
            "ml" => "ml",
            "l" => "l",
            "s" => "s",
            "min" => "min",
            "h" => "h",
            "d" => "d",
            _ => null,
        },
    };

    /// <summary>All that the field can say; empty for numbers, flags and free texts, such as a serial number.</summary>
    public static ReadOnlySpan<string> Words(Field field) => field switch
    {
        Field.Door or Field.ServiceDoor => DoorWords,
        Field.Mode => ModeWords,
        Field.FirmwareState => FirmwareWords,
        _ => [],
    };

    /// <summary>True for every text of a free field.</summary>
    public static bool Knows(Field field, string word) => Words(field) is { IsEmpty: true } || Words(field).Contains(word);

    /// <summary>
    /// What a number of the field can be, in its unit; anything else, such as the −127 °C of a sensor that has come off, is no value, and counted. Limits are far from
    /// what is dangerous: a fire is hotter than any alarm. Seats alone take any number: fewer than none are free where more people are than seats.
    /// </summary>
    public static bool CanBe(Field field, double number) => field switch
    {
        Field.TemperatureC or Field.ChargerTemperatureC or Field.CellMaxC or Field.CellMinC or Field.HotC or Field.ColdC => number is >= -60 and <= 1000,
        Field.PowerW or Field.VoltageV or Field.CurrentA or Field.ChargerVoltageV or Field.ChargerCurrentA or Field.FlowMl => number is >= OffZero and <= 1_000_000,
        Field.SmokeDbM or Field.LeakageMa or Field.TdsInPpm or Field.TdsOutPpm or Field.Co2Ppm => number is >= OffZero and <= 1_000_000,
        Field.People => number is >= 0 and <= 10_000,
        Field.SignalDbm => number is >= -200 and <= 50,
        Field.Stock or Field.StockFull or Field.StockMinimum or Field.PlacesTotal or Field.PlacesFree or Field.PlacesOut => number is >= 0 and <= 10_000,
        Field.CavityC => number is >= -40 and <= 500,
        Field.SetC => number is >= 0 and <= 50,
        Field.BatteryTemperatureC => number is >= -40 and <= 150,
        Field.FilterH => number is >= 0 and <= 100_000,
        Field.PopFailures => number is >= 0 and <= 1000,
        Field.ExpiryD => number is >= -36_500 and <= 36_500,
        Field.LeftMin => number is >= 0 and <= 10_080,
        Field.EnergyKwh or Field.TotalL or Field.Cycles or Field.DwellS => number is >= 0 and <= 1_000_000_000,
        Field.BatteryPct or Field.BatteryChargePct or Field.BatteryHealthPct or Field.FilterPct or Field.HumidityPct => number is >= 0 and <= 100,
        _ => true,
    };

    /// <summary>The number stands for "no sensor": in a power bank a raw 0 °C does.</summary>
    public static bool IsNone(Field field, double number) => field == Field.BatteryTemperatureC && number == 0;

    /// <summary>Reads <c>temperature_c</c> or <c>slot.03.temperature_c</c>. Slot 0 is the device itself. An unknown name is <see cref="Field.Unknown"/>.</summary>
    /// <returns>False for a slot number outside 1 to <see cref="Reading.MaxSlots"/>.</returns>
    public static bool TryParse(ReadOnlySpan<byte> name, out Field field, out int slot)
    {
        field = Field.Unknown;
        slot = 0;
        if (name.StartsWith("slot."u8))
        {
            var rest = name[5..];
            var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (digits < 1 || rest[digits] != '.')
            {
                return true;
            }

            if (!Utf8Parser.TryParse(rest[..digits], out slot, out _) || slot is < 1 or > Reading.MaxSlots)
            {
                return false;
            }

            name = rest[(digits + 1)..];
        }

        field = Find(name);
        return true;
    }

    private static Field Find(ReadOnlySpan<byte> name)
    {
        for (var at = Hash(name); Table[at].Name is { } known; at = (at + 1) % Table.Length)
        {
            if (name.SequenceEqual(known))
            {
                return Table[at].Field;
            }
        }

        return Field.Unknown;
    }

    private static int Hash(ReadOnlySpan<byte> name) => (int)(ShortHash.Of(name) % 256);

    private static (byte[] Name, Field Field)[] BuildTable()
    {
        var table = new (byte[] Name, Field Field)[256];
        foreach (var (field, _) in All)
        {
            var name = Encoding.ASCII.GetBytes(Names[(int)field]);
            var at = Hash(name);
            while (table[at].Name is not null)
            {
                at = (at + 1) % table.Length;
            }

            table[at] = (name, field);
        }

        return table;
    }

    private static FieldType TypeOf(Field field) => field switch
    {
        Field.MainsOk or Field.Smoke or Field.Flood or Field.Fan or Field.ExtinguisherFired or Field.Present or Field.Relay or Field.Lock
            or Field.TankLow or Field.Leak or Field.HotLock or Field.Occupied or Field.Fault or Field.Compressor or Field.Running or Field.Rentable
            or Field.Returnable or Field.LaneBlocked or Field.Enabled or Field.Tamper => FieldType.Flag,
        Field.Firmware or Field.Mode or Field.ServiceDoor or Field.Door or Field.Session or Field.BatterySerial or Field.Sku or Field.FirmwareState => FieldType.Text,
        _ => FieldType.Number,
    };

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
