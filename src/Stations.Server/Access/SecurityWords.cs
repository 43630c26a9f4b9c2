using System.Text.Json;

namespace Stations.Server.Access;

/// <summary>Acts and outcomes in snake_case, as labels and the API show them.</summary>
internal static class SecurityWords
{
    private static readonly string[] Acts = Words<SecurityAct>();
    private static readonly string[] Outcomes = Words<SecurityOutcome>();

    public static string Word(this SecurityAct act) => Acts[(int)act];

    public static string Word(this SecurityOutcome outcome) => Outcomes[(int)outcome];

    private static string[] Words<T>() where T : struct, Enum => Array.ConvertAll(Enum.GetNames<T>(), JsonNamingPolicy.SnakeCaseLower.ConvertName);
}
