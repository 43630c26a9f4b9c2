using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Server.Live;

/// <summary>A command to a device, for operators.</summary>
/// <param name="Id">Unique for its device.</param>
/// <param name="Device">district:node:device</param>
/// <param name="Command">The verb, such as slot.open.</param>
/// <param name="Slot">From 1; null for the device itself.</param>
/// <param name="By">Who wanted it: a person, or the code of the alarm whose interlock did.</param>
/// <param name="State">How far it has come. Only the device's word moves it past SENT; TIMEOUT says that nobody knows.</param>
/// <param name="Effect">Whether telemetry shows what the device says it did.</param>
/// <param name="ExpiresAt">From then on it is not sent and must not be done.</param>
/// <param name="Steps">Every change of its state, the oldest first.</param>
public sealed record CommandView(
    string Id,
    string Device,
    string Command,
    int? Slot,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Arguments,
    string By,
    string? Reason,
    CommandState State,
    Effect Effect,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<CommandStepView> Steps)
{
    internal static CommandView Of(string device, Command command) => new(
        command.Id,
        device,
        command.Verb,
        command.Slot == 0 ? null : command.Slot,
        command.Arguments,
        command.By,
        command.Reason,
        command.State,
        command.Effect,
        DateTimeOffset.FromUnixTimeMilliseconds(command.IssuedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(command.ExpiresAt),
        [.. command.Marks.Select(mark => new CommandStepView(mark.State, DateTimeOffset.FromUnixTimeMilliseconds(mark.At), mark.By, mark.Why))]);
}

/// <param name="By">Who did it; null for the device and for time.</param>
public sealed record CommandStepView(CommandState State, DateTimeOffset At, string? By, string? Reason);

/// <summary>The commands to one device that are not over, as the live stream tells operators.</summary>
/// <param name="Device">district:node:device</param>
/// <param name="Last">The command that was over last; null when there is none.</param>
public sealed record DeviceCommandsView(string Device, IReadOnlyList<CommandView> Open, CommandView? Last)
{
    internal static DeviceCommandsView Of(Device device)
    {
        var (id, commands) = (device.Info.Id.ToString(), device.Commands ?? DeviceCommands.None);
        return new(id, [.. commands.Open.Select(command => CommandView.Of(id, command))], commands.Finished is [.., var last] ? CommandView.Of(id, last) : null);
    }
}
