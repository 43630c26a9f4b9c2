using System.Threading.Tasks.Sources;
using Stations.Journal;
using Stations.Mqtt.Packets;

namespace Stations.Server.Ingest;

/// <summary>What senders are answered once the journal has committed what they sent: the same for all messages of a commit, so that each connection waits once.</summary>
public sealed class Commits(EventJournal journal)
{
    [ThreadStatic]
    private static Answer? last;

    /// <summary><see cref="ReasonCode.UnspecifiedError"/> when it will not become durable.</summary>
    public ValueTask<ReasonCode> AnswerTo(long position)
    {
        if (journal.Durable(position) is not { } commit)
        {
            return new(ReasonCode.Success);
        }

        if (last?.Commit != commit)
        {
            last = new Answer(commit);
        }

        return new(last, token: 0);
    }

    /// <summary>May be awaited many times, as a commit may.</summary>
    private sealed class Answer(Commit commit) : IValueTaskSource<ReasonCode>
    {
        public Commit Commit => commit;

        public ReasonCode GetResult(short token) => GetStatus(token) == ValueTaskSourceStatus.Succeeded ? ReasonCode.Success : ReasonCode.UnspecifiedError;

        /// <summary>One that failed is answered too.</summary>
        public ValueTaskSourceStatus GetStatus(short token) => commit.Status;

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => commit.OnCompleted(continuation, state);
    }
}
