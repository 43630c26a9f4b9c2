namespace Stations.Model;

/// <summary>A condition that seems to begin, or while it holds to end, and does if that lasts.</summary>
/// <param name="Since">Server time since when it has seemed so without a break, epoch milliseconds.</param>
public readonly record struct Pending(Condition Condition, int Slot, long Since);
