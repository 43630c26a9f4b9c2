namespace Stations.Model;

/// <summary>A code that lets whoever has it choose a password, once.</summary>
/// <param name="Hash">Of the code.</param>
/// <param name="Until">Server time, epoch milliseconds.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record OneTimeCode(string Hash, long Until, int Attempts)
{
    public const int MaxAttempts = 5;

    public bool IsOpen(long now) => now < Until && Attempts < MaxAttempts;
}
