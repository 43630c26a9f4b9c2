namespace Stations.Model;

/// <summary>One look at a device: what is concluded, each conclusion on top of those before it.</summary>
/// <param name="before">What was known before a message.</param>
internal struct Reasoning(Device device, long now, Values? before = null)
{
    private static readonly IReadOnlyList<Fact> Nothing = [];

    private readonly bool wasDoubted = device.Trust.Doubts.Length > 0;
    private Device device = device;
    private List<Fact>? facts;

    public readonly IReadOnlyList<Fact> Facts => facts ?? Nothing;

    public void Conclude(in Fact fact)
    {
        (facts ??= []).Add(fact);
        device = device.Apply(fact);
    }

    /// <summary>What seemed to begin and was not taken back in time has begun, whatever is said now.</summary>
    public void ConcludeDue(RuleTable rules)
    {
        foreach (var (condition, slot, since) in device.Watch.Pending)
        {
            if (rules.Of(condition) is { } rule && HasLasted(since, rule.BeginsAfter) && !device.Holds(condition, slot))
            {
                Conclude(new Fact(condition.Begins(), slot, now));
            }
        }
    }

    /// <summary>Asks the rules about the slots that were told something they look at, and about what seems to end: that must be said twice.</summary>
    /// <param name="fields">One bit per field that was told.</param>
    /// <param name="slots">One bit per slot that was told something.</param>
    public void Look(RuleTable rules, UInt128 fields, UInt128 slots)
    {
        foreach (var (condition, slot, _) in device.Watch.Pending)
        {
            if (rules.Of(condition) is { } rule && device.Holds(condition, slot))
            {
                Ask(rule, slot);
            }
        }

        foreach (var rule in rules.All)
        {
            if (rule.LooksAt(fields))
            {
                Ask(rule, slots & SlotsOf(rule));
            }
        }
    }

    /// <summary>If anything happened, asks those rules that look at more than values.</summary>
    public void LookAround(RuleTable rules)
    {
        if (facts is null)
        {
            return;
        }

        foreach (var rule in rules.All)
        {
            if (rule.LooksAround)
            {
                Ask(rule, SlotsOf(rule));
            }
        }

        if (wasDoubted || device.Trust.Doubts.Length > 0)
        {
            LookAtTrust(rules);
        }
    }

    /// <summary>Asks the rules about what riders say, and what it failed to do.</summary>
    public void LookAtTrust(RuleTable rules)
    {
        foreach (var condition in Kind.OfTrust)
        {
            var rule = rules.Of(condition)!;
            Ask(rule, SlotsOf(rule));
        }
    }

    private readonly UInt128 SlotsOf(Rule rule) => rule.Scope switch
    {
        Scope.Appliance => UInt128.One,
        Scope.Slots => (UInt128.One << device.Info.Slots) - 1 << 1,
        _ => (UInt128.One << device.Info.Slots + 1) - 1,
    };

    private void Ask(Rule rule, UInt128 slots)
    {
        for (; slots != default; slots &= slots - 1)
        {
            Ask(rule, (int)UInt128.TrailingZeroCount(slots));
        }
    }

    private void Ask(Rule rule, int slot)
    {
        var holds = device.Holds(rule.Condition, slot);
        if (holds && rule.Condition.IsLatched())
        {
            return;
        }

        var look = new Look(device, slot, now, rule.Limits, before);
        if (rule.Counter is { } counter && look.HasMoved(counter))
        {
            BeginAnew(rule, look);
            return;
        }

        var (turns, after, turned) = holds ? (rule.Ends(look), rule.EndsAfter, rule.Condition.Ends()) : (rule.Begins(look), rule.BeginsAfter, rule.Condition.Begins());
        var since = device.Watch.Since(rule.Condition, slot);
        switch (turns)
        {
            case true when after == TimeSpan.Zero || (since is { } begun && HasLasted(begun, after)):
                Conclude(new Fact(turned, slot, now));
                break;
            case true when since is null:
                Conclude(new Fact(turned, slot, now, IsHint: true));
                break;
            case false when since is not null:
                Conclude(new Fact(holds ? rule.Condition.Begins() : rule.Condition.Ends(), slot, now, IsHint: true));
                break;
        }
    }

    /// <summary>What held or seemed to begin is over, and if it is so again it lasts from now on.</summary>
    private void BeginAnew(Rule rule, in Look look)
    {
        if (device.Holds(rule.Condition, look.Slot))
        {
            Conclude(new Fact(rule.Condition.Ends(), look.Slot, now));
        }

        var since = device.Watch.Since(rule.Condition, look.Slot);
        switch (rule.Begins(look))
        {
            case true when since is null || since < now:
                Conclude(new Fact(rule.Condition.Begins(), look.Slot, now, IsHint: true));
                break;
            case false when since is not null:
                Conclude(new Fact(rule.Condition.Ends(), look.Slot, now, IsHint: true));
                break;
        }
    }

    private readonly bool HasLasted(long since, TimeSpan time) => now - since >= time.TotalMilliseconds;
}
