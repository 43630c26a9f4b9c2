using System.Runtime.InteropServices;

namespace Stations.Tests.Journal;

/// <summary>Whom the rights of files bind, whoever runs the tests.</summary>
internal static class OrdinaryUser
{
    private const uint Nobody = 65534;

    /// <summary>Runs it on a thread of its own, which the system takes for nobody's when files are opened.</summary>
    public static T Run<T>(Func<T> ask)
    {
        var answer = default(T);
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (Environment.IsPrivilegedProcess)
                {
                    _ = SetFileUser(Nobody);
                }

                answer = ask();
            }
            catch (Exception error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? answer! : throw new InvalidOperationException("It failed for an ordinary user.", failure);
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileUser(uint user);
}
