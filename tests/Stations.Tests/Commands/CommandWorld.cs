using Stations.Model;
using Stations.Protocol;
using Stations.Tests.Model;

namespace Stations.Tests.Commands;

/// <summary>
/// From one seed: people who start and stop, a device with a clock of its own, a network that loses, repeats, delays and reorders in both directions,
/// and a server that is killed. Whatever happens no start is done twice, or after its end, or after a stop that was given later, and nothing is shown as
/// charging that did not say so.
/// </summary>
internal sealed class CommandWorld
{
    private const int Longest = 30_000;

    private readonly int seed;
    private readonly Random random;
    private readonly CommandServer server;
    private readonly CommandedDevice device;
    private readonly List<CommandMessage> down = [];
    private readonly List<object> up = [];
    private readonly List<CommandRequest> asked = [];
    private readonly List<CommandRequest> unanswered = [];
    private readonly List<string> story = [];
    private readonly Dictionary<string, Command> given = new(StringComparer.Ordinal);
    private long now = Live.Start;
    private long swept = Live.Start;
    private bool isCalm;

    public CommandWorld(int seed, PlantedBug bug = PlantedBug.None)
    {
        (this.seed, random) = (seed, new Random(seed));
        device = new CommandedDevice(random.Next(3) switch { 0 => 0, 1 => random.Next(-900, 900), _ => random.Next(-300_000, 300_000) });
        server = new CommandServer { Send = Send, Bug = bug };
        server.Born(device.Birth(now), now);
        server.Commit(now);
    }

    /// <exception cref="InvalidOperationException">A promise was broken: the seed, everything that happened, and what was found.</exception>
    /// <returns>How many commands were given, and how many starts were done.</returns>
    public (int Given, int Started) Run()
    {
        for (var act = random.Next(200, 900); act > 0; act--)
        {
            Act();
            Check();
        }

        isCalm = true;
        for (var second = 0; second < 200; second++)
        {
            while (down.Count + up.Count > 0 || server.HasWork)
            {
                Deliver();
                server.Commit(now);
            }

            up.Add(device.Tell(now));
            Pass(1000);
            Check();
        }

        Expect(server.Shown!.Commands is null or { Open: [] }, () => $"commands never come to their end: {string.Join(' ', server.Shown!.Commands!.Open.Select(one => $"{one.Id} {one.State} {one.Effect}"))}");
        foreach (var command in given.Values)
        {
            CheckTruth(server.Shown.Commands!.Find(command.Id) ?? command);
        }

        return (given.Count, device.Done.Count(one => one.Cmd == CommandVerb.ChargeStart));
    }

    private void Act()
    {
        switch (random.Next(100))
        {
            case < 12:
                Ask(asked.Count > 0 && random.Next(6) == 0 ? asked[random.Next(asked.Count)] : Wish());
                break;
            case < 55:
                Deliver();
                break;
            case < 72:
                server.Commit(now);
                break;
            case < 92:
                Pass(random.Next(1, 700));
                break;
            case < 94:
                Pass(random.Next(3_000, 16_000));
                break;
            case < 96:
                Tell("the server is killed");
                server.Kill(random.Next(), now);
                foreach (var request in unanswered.ToArray())
                {
                    Ask(request);
                }

                break;
            case < 97:
                Tell("the device restarts");
                device.Reboot();
                up.Add(device.Birth(now));
                break;
            default:
                up.Add(device.Tell(now));
                break;
        }
    }

    private CommandRequest Wish()
    {
        var verb = random.Next(10) switch { < 6 => CommandVerb.ChargeStart, < 9 => CommandVerb.ChargeStop, _ => CommandVerb.PowerCut };
        var request = new CommandRequest(verb, random.Next(1, CommandedDevice.Slots + 1), "ops", "a test", now, now + random.Next(500, 10_000), $"key-{asked.Count}", verb);
        asked.Add(request);
        return request;
    }

    private void Ask(CommandRequest request)
    {
        Tell($"{request.Key}: {request.Verb} {request.Slot}");
        unanswered.Add(request);
        server.Give(request, now, answer =>
        {
            unanswered.Remove(request);
            if (answer is { Verdict: CommandVerdict.Taken, Command: { } command })
            {
                var before = given.Values.FirstOrDefault(one => one.Key == request.Key);
                Expect(before is null || before.Id == command.Id || server.Shown!.Commands!.Find(before.Id) is null, () => $"{request.Key} became {before!.Id} and {command.Id}");
                given[command.Id] = command;
            }
        });
    }

    private bool Send(CommandMessage command)
    {
        Tell($"{command.Cmd} {command.Id} leaves");
        if (!isCalm && random.Next(10) == 0)
        {
            return false;
        }

        for (var copies = isCalm ? 1 : random.Next(8) switch { 0 => 0, 1 => 2, 2 => 3, _ => 1 }; copies > 0; copies--)
        {
            down.Add(command);
        }

        return true;
    }

    /// <summary>Any of what is under way, in either direction; it may come again, much later too.</summary>
    private void Deliver()
    {
        if (random.Next(down.Count + up.Count) is var at && at < down.Count)
        {
            Obey(Next(down, at));
        }
        else if (at - down.Count < up.Count)
        {
            Hear(Next(up, at - down.Count));
        }
    }

    private T Next<T>(List<T> waiting, int at)
    {
        var one = waiting[at];
        if (isCalm || random.Next(6) > 0)
        {
            waiting.RemoveAt(at);
        }

        return one;
    }

    private void Obey(CommandMessage command)
    {
        var before = device.Done.Count;
        var answers = device.Obey(command, now);
        if (device.Done.Count > before)
        {
            CheckDone(command);
        }

        up.AddRange(answers.Where(_ => isCalm || random.Next(8) > 0));
        up.Add(device.Tell(now));
    }

    private void Hear(object message)
    {
        switch (message)
        {
            case Ack ack:
                Tell($"{ack.Id} is {ack.State}");
                server.Answered(ack, now);
                break;
            case Stations.Grains.DeviceBirth birth:
                server.Born(birth, now);
                break;
            case byte[] reading:
                server.Observe(reading, now);
                break;
        }
    }

    private void Pass(int milliseconds)
    {
        for (now += milliseconds; swept + 1000 <= now; swept += 1000)
        {
            server.Sweep(now);
            if (isCalm || random.Next(5) > 0)
            {
                server.Commit(now);
            }
        }
    }

    private void CheckDone(CommandMessage done)
    {
        var command = given.GetValueOrDefault(done.Id!) ?? server.Shown!.Commands?.Find(done.Id!);
        Expect(command is not null, () => $"{done.Id} was done and is not written");
        given.TryAdd(done.Id!, command!);
        if (done.Cmd != CommandVerb.ChargeStart)
        {
            return;
        }

        Tell($"{done.Id} is done");
        Expect(now < command!.ExpiresAt, () => $"{done.Id} was started {now - command.ExpiresAt} ms after its end");
        Expect(device.Done.Count(one => one.Id == done.Id) == 1, () => $"{done.Id} was started twice");
        Expect(device.Done.Count(one => given[one.Id!].Key == command.Key) == 1, () => $"{command.Key} was started twice");
        Expect(!device.Done.Exists(one => IsLaterStop(one, done)), () => $"{done.Id} was started after a stop that was given later");
    }

    private static bool IsLaterStop(CommandMessage done, CommandMessage start) => done.Cmd != CommandVerb.ChargeStart && done.Slot == start.Slot && done.Epoch > start.Epoch;

    private void Check()
    {
        var shown = server.Shown;
        for (var slot = 1; shown is not null && slot <= CommandedDevice.Slots; slot++)
        {
            var at = slot;
            Expect(shown.Kind.SlotUseOf(shown, slot) != Use.Charging || device.Said[(shown.Boot, shown.Seq)][slot - 1], () => $"slot {at} is shown as charging, and never said so");
        }

        foreach (var command in shown?.Commands?.Open ?? [])
        {
            Expect(now - Math.Max(command.ExpiresAt, command.ChangedAt) < Longest, () => $"{command.Id} is {command.State} for too long");
        }
    }

    /// <summary>What it came to is what the device did, whatever was lost.</summary>
    private void CheckTruth(Command command)
    {
        var isDone = device.Done.Exists(one => one.Id == command.Id);
        Expect(command.State != CommandState.Done || isDone, () => $"{command.Id} is told as done, and was not");
        Expect(!isDone || command.IsStop || command.State is not (CommandState.Expired or CommandState.Canceled or CommandState.Rejected), () => $"{command.Id} was done, and is told as {command.State}");
    }

    private void Tell(string what) => story.Add($"{now - Live.Start,8} {what}");

    private void Expect(bool isSo, Func<string> otherwise)
    {
        if (!isSo)
        {
            throw new InvalidOperationException($"Seed {seed}: {otherwise()}\n{string.Join('\n', story)}");
        }
    }
}
