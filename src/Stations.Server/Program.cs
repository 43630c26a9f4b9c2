using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Stations.Journal;
using Stations.Mqtt.Server;
using Stations.Server;
using Stations.Server.Access;
using Stations.Server.Commands;
using Stations.Server.Configuration;
using Stations.Server.Live;
using Stations.Server.Operations;

try
{
    if (args is [DataCommand.Name, ..])
    {
        return DataCommand.Run(args.AsSpan(1), TimeProvider.System);
    }

    // On one core the pool would have one thread, and while it sums up a hundred thousand devices nobody is told of a danger.
    ThreadPool.GetMinThreads(out var workers, out var ports);
    ThreadPool.SetMinThreads(Math.Max(workers, 4), ports);

    await using var app = ServerHost.Create(args);
    await app.StartAsync();
    var startUp = app.Services.GetRequiredService<StartUp>();
    if (await startUp.Up)
    {
        Console.WriteLine(Greeting.For(
            app.Services.GetRequiredService<ServerOptions>(),
            app.Services.GetRequiredService<OperatorToken>(),
            app.Services.GetRequiredService<Callers>().OwnerMayComeIn,
            app.Services.GetRequiredService<StationBoard>()));
    }

    await app.WaitForShutdownAsync();
    await startUp.ExecuteTask!;
    return 0;
}
catch (OptionsException mistakes)
{
    await Console.Error.WriteLineAsync(mistakes.Message);
    return 2;
}
catch (JournalException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
catch (TimeoutException)
{
    await Console.Error.WriteLineAsync("The server gave up waiting for the journal's store to end. What was acknowledged is safe.");
    return 1;
}
catch (MqttPortInUseException error)
{
    await Console.Error.WriteLineAsync($"{error.Message} Stop the other server (perhaps a Mosquitto), or choose another port with {(error.IsTls ? "--Mqtt:Tls:Address=127.0.0.1:8884" : "--Mqtt:Address=127.0.0.1:1884")}.");
    return 1;
}
catch (IOException error) when (error.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{error.Message} Stop the other server, or choose another port with --Http:Address=127.0.0.1:5081.");
    return 1;
}
catch (UnauthorizedAccessException error)
{
    await Console.Error.WriteLineAsync(
        $"The server cannot start: {error.Message.TrimEnd('.')}. Give the user that runs it the right to read and write Data:Folder and all files in it.");
    return 1;
}
catch (Exception error) when (error is IOException or SocketException)
{
    await Console.Error.WriteLineAsync($"The server cannot start: {error.Message.TrimEnd('.')}. Check Http:Address, Mqtt:Address, Mqtt:Tls:Address and Data:Folder.");
    return 1;
}
