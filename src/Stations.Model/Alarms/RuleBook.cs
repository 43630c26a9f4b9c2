using Stations.Protocol;

namespace Stations.Model;

/// <summary>What an operator sets of one alarm, for every appliance or for those of one model. What is null stays as it is.</summary>
/// <param name="Model">As the birth names it; null for every model.</param>
public sealed record AlarmSetting(
    string? Model, string Code, double? Raise = null, double? Clear = null, double? RaiseLow = null, double? ClearLow = null, double? Rise = null,
    TimeSpan? BeginsAfter = null, TimeSpan? EndsAfter = null)
{
    internal Rule On(Rule rule) => rule with
    {
        Limits = new(
            Raise ?? rule.Limits.Raise, Clear ?? rule.Limits.Clear, RaiseLow ?? rule.Limits.RaiseLow, ClearLow ?? rule.Limits.ClearLow, Rise ?? rule.Limits.Rise),
        BeginsAfter = BeginsAfter ?? rule.BeginsAfter,
        EndsAfter = EndsAfter ?? rule.EndsAfter,
    };
}

/// <summary>The rules of one kind of appliance, found by their condition.</summary>
public sealed class RuleTable
{
    private readonly Rule?[] byCondition = new Rule?[Enum.GetValues<Condition>().Length];

    public RuleTable(Rule[] all)
    {
        All = all;
        foreach (var rule in all)
        {
            byCondition[(int)rule.Condition] = rule;
        }
    }

    public Rule[] All { get; }

    public Rule? Of(Condition condition) => byCondition[(int)condition];

    /// <summary>The rule whose alarm has this code.</summary>
    public Rule? Of(string? code) => Array.Find(All, one => one.Alarm is not null && one.Alarm.Code == code);
}

/// <summary>The rules that are in force: each kind's table, with what operators set on top.</summary>
public sealed class RuleBook
{
    public static readonly RuleBook Default = new([]);

    private readonly Dictionary<(DeviceKind Kind, string Model), RuleTable> tables = [];

    /// <param name="settings">Those of a model go on top of those of every model.</param>
    public RuleBook(IReadOnlyList<AlarmSetting> settings)
    {
        string[] models = ["", .. settings.Select(one => one.Model).OfType<string>().Distinct(StringComparer.Ordinal)];
        foreach (var kind in settings.Count == 0 ? [] : Enum.GetValues<DeviceKind>())
        {
            foreach (var model in models)
            {
                AlarmSetting[] inForce = [.. settings.Where(one => one.Model is null), .. settings.Where(one => one.Model == model)];
                tables[(kind, model)] = new(Array.ConvertAll(
                    Kind.Of(kind).Rules.All,
                    rule => inForce.Where(one => one.Code == rule.Alarm?.Code).Aggregate(rule, (set, one) => one.On(set))));
            }
        }
    }

    /// <summary>Thresholds that leave no dead-band, as sentences.</summary>
    public IEnumerable<string> Mistakes() =>
        from table in tables
        from rule in table.Value.All
        where rule.Alarm is not null && !rule.Limits.HaveDeadBands
        select $"Alarms: {rule.Alarm!.Code} would be cleared where it is raised{(table.Key.Model.Length > 0 ? $" for the model {table.Key.Model}" : "")}; its thresholds are {rule.Limits}";

    public RuleTable Of(DeviceInfo device) =>
        tables.Count == 0 ? Kind.Of(device.Kind).Rules
        : tables.TryGetValue((device.Kind, device.Model ?? ""), out var known) ? known
        : tables[(device.Kind, "")];
}
