using Stations.Model;

namespace Stations.Server.History;

/// <summary>What kinds of events there are: every fact, births, and dangers that were told of too late.</summary>
public static class EventKinds
{
    /// <summary>No fact has this number.</summary>
    public const int Born = 0;

    private const string BornWord = "Born";
    private const string LateWord = "Late";
    private const int LateFrom = 256;

    public static (string Word, int Kind)[] All { get; } =
    [
        (BornWord, Born),
        .. Enum.GetValues<FactKind>().Select(fact => (fact.ToString(), (int)fact)),
        .. Enum.GetValues<Condition>().Where(condition => condition.IsLatched()).Select(condition => (Word(Late(condition.Begins())), Late(condition.Begins()))),
    ];

    /// <summary>It happened at the event's time, and was told of when that was past.</summary>
    public static int Late(FactKind fact) => LateFrom + (int)fact;

    public static string Word(int kind) => kind switch
    {
        Born => BornWord,
        >= LateFrom => LateWord + (FactKind)(kind - LateFrom),
        _ => ((FactKind)kind).ToString(),
    };
}
