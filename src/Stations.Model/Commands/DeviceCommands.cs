namespace Stations.Model;

/// <summary>The commands that a device remembers; most devices have none. Immutable, changed by steps only.</summary>
public sealed record DeviceCommands
{
    /// <summary>What is over; as many ids as a device remembers.</summary>
    public const int MaxFinished = Protocol.CommandMessage.Remembered;

    /// <summary>Commands that are not over; beyond it nothing but stops is taken (our engineering default).</summary>
    public const int MaxOpen = 16;

    /// <summary>Stops that are not over: two for each slot and the appliance itself.</summary>
    public const int MaxStops = 2 * (Protocol.Reading.MaxSlots + 1);

    public static readonly DeviceCommands None = new();

    /// <summary>In the order in which they were given.</summary>
    public Command[] Open { get; init; } = [];

    /// <summary>The oldest first.</summary>
    public Command[] Finished { get; init; } = [];

    /// <summary>The interlocks that are at work.</summary>
    public Trip[] Trips { get; init; } = [];

    /// <summary>Of the last command.</summary>
    public long Epoch { get; init; }

    public IEnumerable<Command> All => Finished.Concat(Open);

    public Command? Find(string id) => Array.Find(Open, one => one.Id == id) ?? Array.Find(Finished, one => one.Id == id);

    public Command? WithKey(string key) => Array.Find(Open, one => one.Key == key) ?? Array.Find(Finished, one => one.Key == key);

    /// <summary>When time alone changes something next, server time in epoch milliseconds; null when it never does.</summary>
    public long? DueAt
    {
        get
        {
            long? due = null;
            foreach (var command in Open)
            {
                due = Math.Min(due ?? long.MaxValue, CommandTimes.DueAt(command));
            }

            return due;
        }
    }

    /// <param name="at">Server time, epoch milliseconds.</param>
    internal DeviceCommands Apply(CommandStep step, long at)
    {
        if (step.Move == CommandMove.Ordered)
        {
            var command = step.Command!;
            return this with { Open = [.. Open, Mark(command, step, CommandState.Queued, at)], Epoch = Math.Max(Epoch, command.Epoch) };
        }

        if (step.IsOfInterlock)
        {
            return this with { Trips = Changed(Trips, step, at) };
        }

        return Find(step.Id) is { } known ? With(Changed(known, step, at)) : this;
    }

    private static Trip[] Changed(Trip[] trips, CommandStep step, long at) => step.Move switch
    {
        CommandMove.InterlockBegan => [.. trips, new Trip(step.Slot, step.By ?? "", [new TripStep(step.Move, at)])],
        CommandMove.InterlockEnded => Array.FindAll(trips, one => one.Slot != step.Slot),
        _ => Array.ConvertAll(trips, one => one.Slot == step.Slot ? one with { Steps = [.. one.Steps, new TripStep(step.Move, at)] } : one),
    };

    private static Command Changed(Command command, CommandStep step, long at) => step switch
    {
        { Move: CommandMove.HandedOut } => command with { Attempts = command.Attempts + 1, HandedOutAt = at, Effect = command is { IsStop: true, EffectWithin: > 0, Effect: Effect.None } ? Effect.Awaited : command.Effect },
        { Move: CommandMove.EffectSeen } => command with { Effect = Effect.Seen },
        { Move: CommandMove.EffectMissed } => command with { Effect = Effect.Missed },
        { Move: CommandMove.Done } when command.EffectWithin > 0 && command.Effect == Effect.None => Mark(command, step, CommandState.Done, at) with { Effect = Effect.Awaited },
        _ => step.Leads is { } state ? Mark(command, step, state, at) : command,
    };

    private static Command Mark(Command command, CommandStep step, CommandState state, long at) =>
        command with { State = state, Marks = [.. command.Marks, new CommandMark(state, at, step.By, step.Why)] };

    private DeviceCommands With(Command command) => this with
    {
        Open = command.IsSettled ? [.. Open.Where(one => one.Id != command.Id)] : Array.Exists(Open, one => one.Id == command.Id) ? [.. Open.Select(one => one.Id == command.Id ? command : one)] : [.. Open, command],
        Finished = !command.IsSettled ? [.. Finished.Where(one => one.Id != command.Id)]
            : Array.Exists(Finished, one => one.Id == command.Id) ? [.. Finished.Select(one => one.Id == command.Id ? command : one)]
            : [.. Finished.TakeLast(MaxFinished - 1), command],
    };
}
