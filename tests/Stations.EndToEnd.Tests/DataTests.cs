using System.Data.Common;
using System.Net.Http.Json;
using Stations.EndToEnd.Running;
using Stations.Mqtt.Packets;
using Stations.Tests;

namespace Stations.EndToEnd;

/// <summary>Backup and restore by the commands of the program.</summary>
public sealed class DataTests
{
    [Fact]
    public async Task A_server_restored_from_a_backup_knows_what_the_other_knew()
    {
        using var folder = new TempFolder();
        var (file, copy) = (folder.File("backup.stations"), folder.File("copy"));
        await using var server = await ServerProcess.Open();
        var cabinet = new Cabinet("backup", "n-1", "s-1");
        await Tell(server, cabinet);

        var tooEarly = await Data("export", "--to", file, $"--Data:Folder={server.DataFolder}");
        Assert.Equal(1, tooEarly.Code);
        Assert.Contains($"already used by process {server.Process.Id}", tooEarly.Output, StringComparison.Ordinal);
        await server.Kill();

        Assert.Contains("digest", await Done("export", "--to", file, $"--Data:Folder={server.DataFolder}"), StringComparison.Ordinal);
        Assert.Contains("digest", await Done("import", "--from", file, $"--Data:Folder={copy}"), StringComparison.Ordinal);
        Assert.Contains("holds the same", await Done("verify", "--from", file, $"--Data:Folder={copy}"), StringComparison.Ordinal);

        await using (var restored = await ServerProcess.Started("--Mqtt:Anonymous=true", $"--Data:Folder={copy}"))
        {
            Assert.Equal(4711, await Energy(restored, cabinet));
            await using var device = await restored.Connect();
            Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.TelemetryTopic, cabinet.Telemetry("\"energy_kwh\":4712")));
            await restored.Stop();
        }

        var later = await Data("verify", "--from", file, $"--Data:Folder={copy}");
        Assert.Equal(1, later.Code);
        Assert.Contains("holds something else", later.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_moves_to_PostgreSQL_and_keeps_nothing_of_the_past_in_its_folder()
    {
        using var folder = new TempFolder();
        var (file, unused) = (folder.File("backup.stations"), $"--Data:Folder={folder.File("unused")}");
        var database = PostgresServer.Shared.CreateDatabase();
        var store = $"--Data:Store={database}";
        await using var server = await ServerProcess.Open();
        var cabinet = new Cabinet("move", "n-1", "s-1");
        await Tell(server, cabinet);
        await server.Kill();

        await Done("export", "--to", file, $"--Data:Folder={server.DataFolder}");
        await Done("import", "--from", file, store, unused);
        Assert.Contains("holds the same", await Done("verify", "--from", file, store, unused), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("unused")));

        await using var moved = await ServerProcess.Started("--Mqtt:Anonymous=true", store);
        Assert.Equal(4711, await Energy(moved, cabinet));
        Assert.Equal(["operator-token"], Directory.GetFiles(moved.DataFolder).Select(Path.GetFileName));
        var name = (string)new DbConnectionStringBuilder { ConnectionString = database }["Database"];
        Assert.Equal("t", PostgresServer.Shared.Psql(name, "SELECT server.epoch = progress.epoch FROM stations.server JOIN stations.progress ON server.id = progress.server"));
    }

    [Theory]
    [InlineData]
    [InlineData("copy")]
    [InlineData("export")]
    [InlineData("export", "--from", "file")]
    [InlineData("import", "--from")]
    [InlineData("verify", "--too", "much")]
    public async Task What_is_not_understood_is_answered_with_the_usage(params string[] words)
    {
        var (code, output) = await Data(words);
        Assert.Equal(2, code);
        Assert.StartsWith("data export --to <file>", output, StringComparison.Ordinal);
    }

    private static async Task Tell(ServerProcess server, Cabinet cabinet)
    {
        await using var device = await server.Connect();
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.BirthTopic, cabinet.Birth()));
        Assert.Equal(ReasonCode.Success, await device.PublishAsync(cabinet.TelemetryTopic, cabinet.Telemetry("\"energy_kwh\":4711")));
    }

    private static async Task<int> Energy(ServerProcess server, Cabinet cabinet)
    {
        var seen = await server.Http.GetFromJsonAsync<DeviceSeen>(new Uri($"/api/v1/devices/{cabinet.Id}", UriKind.Relative), TestContext.Current.CancellationToken);
        return seen!.Values["energy_kwh"].GetInt32();
    }

    private static async Task<string> Done(params string[] words)
    {
        var (code, output) = await Data(words);
        Assert.True(code == 0, $"data {string.Join(' ', words)} ended with {code}: {output}");
        return output;
    }

    private static async Task<(int Code, string Output)> Data(params string[] words)
    {
        await using var command = ChildProcess.StartDotnet(Built.Server, ["data", .. words]);
        return (await command.Exit(), command.Output);
    }
}
