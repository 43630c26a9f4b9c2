using Stations.Server.Configuration;
using Stations.Server.Live;

namespace Stations.Server.Operations;

/// <summary>What a person needs to know once the server runs.</summary>
public static class Greeting
{
    public static string For(ServerOptions options, OperatorToken token, bool ownerMayComeIn, StationBoard board)
    {
        var web = $"http://{options.Http}";
        if (!options.Place.ServesPeople)
        {
            return $"{Environment.NewLine}  metrics  {web}/metrics{Environment.NewLine}  journal  {options.Store}{Environment.NewLine}";
        }

        List<string> lines =
        [
            "",
            $"  riders      {web}/",
            $"  operators   {web}/ops{(options.Demo && ownerMayComeIn ? $"#token={token.Value}" : "")}",
            $"  API         {web}/openapi/v1.json",
            $"  metrics     {web}/metrics",
            $"  MQTT        {string.Join("  ", DoorsOf(options))}{(options is { Anonymous: true, TakesDevicesItself: true } ? "  (no password needed)" : "")}",
            $"  data        {Path.GetFullPath(options.DataFolder)}{(options.Store is { } store ? $"; journal in {store}" : "")}",
            !ownerMayComeIn ? "  operators sign in; the operator token ended with the first account"
                : token.IsNew ? $"  operator token  {token.Value}  (kept in {token.Path}; it makes the first account)" : $"  operator token  in {token.Path}; it makes the first account",
            "",
        ];
        if (options.Demo)
        {
            lines.Add("  Five districts of simulated devices connect now. Ctrl-C stops everything.");
        }
        else if (board.DeviceCount == 0)
        {
            lines.AddRange(
            [
                "  Nothing is enrolled yet. Enrol a station and a node, then let devices (or simulators) connect:",
                $"    curl -X PUT {web}/api/v1/stations/my-district:my-station -H \"Authorization: Bearer $(cat '{token.Path}')\" \\",
                "         -H 'Content-Type: application/json' -d '{\"name\":{\"zh-CN\":\"我的驿站\",\"en\":\"My station\"},\"position\":{\"latitude\":32.06,\"longitude\":112.14}}'",
                $"    curl -X POST {web}/api/v1/nodes -H \"Authorization: Bearer $(cat '{token.Path}')\" \\",
                "         -H 'Content-Type: application/json' -d '{\"district\":\"my-district\",\"node\":\"my-cabinet\"}'",
                options.TakesDevicesItself
                    ? "  Simulators need Mqtt:Anonymous=true and Enrolment:Auto=true:"
                    : "  Simulators need Enrolment:Auto=true, and --username and --password-file if the broker asks for them:",
                $"    dotnet run --project device-simulators -- run --district all --seed 1 --speed 60{(options.TakesDevicesItself ? "" : $" --host {options.Devices.DnsSafeHost}")} --port {options.Devices.Port}",
            ]);
        }

        return string.Join(Environment.NewLine, lines) + Environment.NewLine;
    }

    private static IEnumerable<string> DoorsOf(ServerOptions options)
    {
        yield return options.Devices.ToString().TrimEnd('/');
        if (options.Transports.Tls is { } tls)
        {
            yield return $"mqtts://{tls.Listen}";
        }

        if (options.Transports.WebSocket)
        {
            yield return $"ws://{options.Http}/mqtt";
        }
    }
}
