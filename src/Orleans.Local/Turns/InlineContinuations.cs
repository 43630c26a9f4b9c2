using System.Runtime.CompilerServices;

namespace Orleans.Local;

/// <summary>
/// Lets a thread that completes what many grains await run their continuations itself instead of sending each to the thread pool.
/// Only for a thread that holds no lock while it completes: a group commit's, for one.
/// </summary>
public static class InlineContinuations
{
    [ThreadStatic]
    private static bool allowed;

    /// <summary>A chain of calls that wait for each other ends elsewhere when this thread's stack becomes short.</summary>
    internal static bool Allowed => allowed && RuntimeHelpers.TryEnsureSufficientExecutionStack();

    /// <summary>From here to <see cref="Forbid"/>, on this thread.</summary>
    public static void Allow() => allowed = true;

    public static void Forbid() => allowed = false;
}
