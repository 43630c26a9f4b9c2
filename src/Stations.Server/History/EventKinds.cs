using System.ComponentModel.DataAnnotations;
using Stations.Model;

namespace Stations.Server.History;

/// <summary>What kinds of events there are: every fact, births, what happened to commands, and dangers that were told of too late.</summary>
public static class EventKinds
{
    /// <summary>No fact has this number.</summary>
    public const int Born = 0;

    private const string BornWord = "Born";
    private const string LateWord = "Late";
    private const string CommandWord = "Command";
    private const int LateFrom = 256;
    private const int CommandFrom = 512;

    public static (string Word, int Kind)[] All { get; } =
    [
        (BornWord, Born),
        .. Enum.GetValues<FactKind>().Select(fact => (fact.ToString(), (int)fact)),
        .. Enum.GetValues<CommandMove>().Where(move => move != CommandMove.HandedOut).Select(move => (Word(Of(move)), Of(move))),
        .. Enum.GetValues<Condition>().Where(condition => condition.IsLatched()).Select(condition => (Word(Late(condition.Begins())), Late(condition.Begins()))),
    ];

    /// <summary>It happened at the event's time, and was told of when that was past.</summary>
    public static int Late(FactKind fact) => LateFrom + (int)fact;

    /// <summary>Something happened to a command, or an interlock did something.</summary>
    public static int Of(CommandMove move) => CommandFrom + (int)move;

    public static string Word(int kind) => kind switch
    {
        Born => BornWord,
        >= CommandFrom + (int)CommandMove.InterlockBegan => ((CommandMove)(kind - CommandFrom)).ToString(),
        >= CommandFrom => CommandWord + (CommandMove)(kind - CommandFrom),
        >= LateFrom => LateWord + (FactKind)(kind - LateFrom),
        _ => ((FactKind)kind).ToString(),
    };
}

/// <summary>A text that is the word of a kind of event.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EventWordAttribute() : AllowedValuesAttribute([.. EventKinds.All.Select(kind => kind.Word)]);
