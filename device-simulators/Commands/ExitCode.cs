namespace DeviceSimulators.Commands;

/// <summary>What the process says when it ends.</summary>
public static class ExitCode
{
    public const int Well = 0;

    /// <summary>There is no server, or it refused to connect.</summary>
    public const int NotConnected = 1;
    public const int BadArguments = 2;

    /// <summary>Messages were lost, refused or never acknowledged.</summary>
    public const int Lost = 3;

    /// <summary>What riders were shown is not what was so.</summary>
    public const int Judged = 4;
}
