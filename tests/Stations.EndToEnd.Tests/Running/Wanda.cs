namespace Stations.EndToEnd.Running;

/// <summary>The simulated district that is started, frozen and killed by itself.</summary>
internal static class Wanda
{
    public const int Devices = 35;

    public static ChildProcess Start(ServerProcess server, params string[] more) =>
        ChildProcess.StartDotnet(Built.Simulators, ["run", "--district", "xiangyang-wanda", "--seed", "1", "--port", $"{server.MqttPort}", .. more]);

    /// <summary>A day takes 24 minutes; returns when all of its devices are online.</summary>
    public static async Task<ChildProcess> Online(ServerProcess server)
    {
        await using var stream = await server.Stream("include=devices&district=xiangyang-wanda");
        var simulators = Start(server, "--speed", "60");
        await stream.All((_, devices) => devices.Count == Devices && devices.All(device => device.Connection == "ONLINE"), "all devices online");
        return simulators;
    }
}
