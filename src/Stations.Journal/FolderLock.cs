namespace Stations.Journal;

/// <summary>Holds the folder for this process; the kernel lets go of it however the process ends.</summary>
internal static class FolderLock
{
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private const int SharingViolationWindows = unchecked((int)0x80070020);

    public static IDisposable Take(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "journal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult is WouldBlockLinux or WouldBlockMac or SharingViolationWindows)
        {
            var owner = HighWaterMark.Owner(folder) is { } pid ? $"process {pid}" : "another process";
            throw new JournalException(JournalFault.InUse, $"{folder} is already used by {owner}; stop it or choose another folder with --Data:Folder=.", e);
        }
    }
}
