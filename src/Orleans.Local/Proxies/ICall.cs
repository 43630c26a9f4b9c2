using System.Runtime.CompilerServices;

namespace Orleans.Local;

/// <summary>One call as data: the emitted struct holds the arguments and knows the method.</summary>
internal interface ICall<T>
{
    ValueTask<T> Invoke(object grain);
}

/// <summary>The answer of a method that answers nothing.</summary>
internal readonly struct Nothing;

/// <summary>Turns answers without a value into answers with none, and back, so that the engine knows only one kind.</summary>
internal static class Answers
{
    public static ValueTask<Nothing> Typed(ValueTask answer)
    {
        return answer.IsCompletedSuccessfully ? default : Await(answer);

        // A pooled answer ends its call in its last turn; a task's continuation would be sent to another thread.
        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        static async ValueTask<Nothing> Await(ValueTask answer)
        {
            await answer;
            return default;
        }
    }

    public static ValueTask Untyped(ValueTask<Nothing> answer) => answer.IsCompletedSuccessfully ? default : new(answer.AsTask());
}
