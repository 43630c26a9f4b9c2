using Stations.Protocol;

namespace DeviceSimulators.Obeying;

/// <summary>What a node says to a command.</summary>
/// <param name="Answers">In order.</param>
/// <param name="Messages">What changed by it.</param>
/// <param name="Restarts">It goes down now and comes up again.</param>
public sealed record Obedience(IReadOnlyList<Ack> Answers, IReadOnlyList<Message> Messages, bool Restarts = false)
{
    public static readonly Obedience None = new([], []);
}
