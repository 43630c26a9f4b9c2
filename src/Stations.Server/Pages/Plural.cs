using System.Globalization;

namespace Stations.Server.Pages;

/// <summary><c>{0:slot|slots}</c> is the first word beside one thing, the second beside more or none; all else is written the same in every language.</summary>
internal sealed class Plural : IFormatProvider, ICustomFormatter
{
    public static readonly Plural Format = new();

    object? IFormatProvider.GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    string ICustomFormatter.Format(string? format, object? arg, IFormatProvider? formatProvider) => format?.Split('|') is [var one, var more]
        ? arg is 1 ? one : more
        : Convert.ToString(arg, CultureInfo.InvariantCulture) ?? "";
}
