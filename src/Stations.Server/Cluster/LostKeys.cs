using Stations.Journal;

namespace Stations.Server.Cluster;

/// <summary>
/// A grain whose key another server has claimed was left behind when the two disagreed who runs it: it goes, and whoever asks again finds the
/// one that has the key, or brings it back here with what was written meanwhile.
/// </summary>
internal sealed class LostKeys : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (KeyLostException lost)
        {
            context.TargetContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, lost.Message));
            throw;
        }
    }
}
