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
    private readonly List<Command> down = [];
    private readonly List<object> up = [];
    private readonly List<OrderRequest> asked = [];
    private readonly List<OrderRequest> unanswered = [];
    private readonly List<string> story = [];
    private readonly Dictionary<string, Order> given = new(StringComparer.Ordinal);
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

        Expect(server.Shown!.Orders is null or { Open: [] }, () => $"commands never come to their end: {string.Join(' ', server.Shown!.Orders!.Open.Select(one => $"{one.Id} {one.State} {one.Effect}"))}");
        foreach (var order in given.Values)
        {
            CheckTruth(server.Shown.Orders!.Find(order.Id) ?? order);
        }

        return (given.Count, device.Done.Count(one => one.Cmd == Command.ChargeStart));
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

    private OrderRequest Wish()
    {
        var verb = random.Next(10) switch { < 6 => Command.ChargeStart, < 9 => Command.ChargeStop, _ => Command.PowerCut };
        var request = new OrderRequest(verb, random.Next(1, CommandedDevice.Slots + 1), "ops", "a test", now, now + random.Next(500, 10_000), $"key-{asked.Count}", verb);
        asked.Add(request);
        return request;
    }

    private void Ask(OrderRequest request)
    {
        Tell($"{request.Key}: {request.Verb} {request.Slot}");
        unanswered.Add(request);
        server.Order(request, now, answer =>
        {
            unanswered.Remove(request);
            if (answer is { Verdict: OrderVerdict.Taken, Order: { } order })
            {
                var before = given.Values.FirstOrDefault(one => one.Key == request.Key);
                Expect(before is null || before.Id == order.Id || server.Shown!.Orders!.Find(before.Id) is null, () => $"{request.Key} became {before!.Id} and {order.Id}");
                given[order.Id] = order;
            }
        });
    }

    private bool Send(Command command)
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

    private void Obey(Command command)
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

    private void CheckDone(Command command)
    {
        var order = given.GetValueOrDefault(command.Id!) ?? server.Shown!.Orders?.Find(command.Id!);
        Expect(order is not null, () => $"{command.Id} was done and is not written");
        given.TryAdd(command.Id!, order!);
        if (command.Cmd != Command.ChargeStart)
        {
            return;
        }

        Tell($"{command.Id} is done");
        Expect(now < order!.ExpiresAt, () => $"{command.Id} was started {now - order.ExpiresAt} ms after its end");
        Expect(device.Done.Count(one => one.Id == command.Id) == 1, () => $"{command.Id} was started twice");
        Expect(device.Done.Count(one => given[one.Id!].Key == order.Key) == 1, () => $"{order.Key} was started twice");
        Expect(!device.Done.Exists(one => IsLaterStop(one, command)), () => $"{command.Id} was started after a stop that was given later");
    }

    private static bool IsLaterStop(Command done, Command start) => done.Cmd != Command.ChargeStart && done.Slot == start.Slot && done.Epoch > start.Epoch;

    private void Check()
    {
        var shown = server.Shown;
        for (var slot = 1; shown is not null && slot <= CommandedDevice.Slots; slot++)
        {
            var at = slot;
            Expect(shown.Kind.SlotUseOf(shown, slot) != Use.Charging || device.Said[(shown.Boot, shown.Seq)][slot - 1], () => $"slot {at} is shown as charging, and never said so");
        }

        foreach (var order in shown?.Orders?.Open ?? [])
        {
            Expect(now - Math.Max(order.ExpiresAt, order.ChangedAt) < Longest, () => $"{order.Id} is {order.State} for too long");
        }
    }

    /// <summary>What it came to is what the device did, whatever was lost.</summary>
    private void CheckTruth(Order order)
    {
        var isDone = device.Done.Exists(one => one.Id == order.Id);
        Expect(order.State != OrderState.Done || isDone, () => $"{order.Id} is told as done, and was not");
        Expect(!isDone || order.IsStop || order.State is not (OrderState.Expired or OrderState.Canceled or OrderState.Rejected), () => $"{order.Id} was done, and is told as {order.State}");
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
