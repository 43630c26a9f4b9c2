namespace Stations.Benchmarks.Commands;

/// <param name="Commands">That the server took.</param>
/// <param name="Refused">That an interlock of it refused.</param>
/// <param name="Starts">That a cabinet carried out.</param>
/// <param name="Double">Of what was asked for once, started more than once.</param>
/// <param name="Late">Started after the end that the server had given.</param>
/// <param name="Unconfirmed">Times that a slot was shown as charging which had not said so of late, or at the end was not.</param>
/// <param name="Open">Commands of which the server never said what became of them.</param>
internal sealed record CommandsResult(int Commands, int Refused, int Kills, int Starts, int Double, int Late, int Unconfirmed, int Open)
{
    public bool Stands => Double + Late + Unconfirmed + Open == 0 && Starts > 0;

    public override string ToString() =>
        $"commands {Commands:N0}, refused {Refused:N0}, kills {Kills}, starts {Starts:N0}: double {Double}, late {Late}, unconfirmed shown as charging {Unconfirmed}, never final {Open}";
}
