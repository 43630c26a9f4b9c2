using Stations.Model;

namespace Stations.Server.History;

/// <summary>What kinds of events there are: every fact, and births.</summary>
public static class EventKinds
{
    /// <summary>No fact has this number.</summary>
    public const int Born = 0;

    private const string BornWord = "Born";

    public static (string Word, int Kind)[] All { get; } = [(BornWord, Born), .. Enum.GetValues<FactKind>().Select(fact => (fact.ToString(), (int)fact))];

    public static string Word(int kind) => kind == Born ? BornWord : ((FactKind)kind).ToString();
}
