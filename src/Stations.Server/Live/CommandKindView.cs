using System.ComponentModel.DataAnnotations;
using Stations.Model;

namespace Stations.Server.Live;

/// <summary>Something that a device can be told to do.</summary>
/// <param name="Command">The verb, such as slot.open.</param>
/// <param name="Slot">Whether it is told a slot.</param>
/// <param name="Arguments">The numbers that it takes besides; all of them may be left out.</param>
/// <param name="Expires">After how many seconds it must not be done any more, if nobody says.</param>
/// <param name="Stops">It takes power away, and is taken always.</param>
public sealed record CommandKindView(
    string Command, [property: AllowedValues("never", "always", "maybe")] string Slot, IReadOnlyList<CommandArgumentView> Arguments, double Expires, bool Stops)
{
    internal static CommandKindView Of(CommandKind kind) => new(
        kind.Verb,
        kind.Slot switch { SlotNeed.Never => "never", SlotNeed.Always => "always", _ => "maybe" },
        [.. kind.Arguments.Select(one => new CommandArgumentView(one.Name, one.Least, one.Most))],
        kind.Usual.TotalSeconds,
        kind.IsStop);
}

/// <param name="Name">With its unit at the end.</param>
public sealed record CommandArgumentView(string Name, double Least, double Most);
