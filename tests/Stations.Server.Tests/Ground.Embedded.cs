using Stations.Tests;

namespace Stations.Server.Tests;

/// <summary>What a server of the tests stands on, and what can befall that. In this edition: a folder.</summary>
internal sealed class Ground : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-");

    public string[] Settings => [$"--Data:Folder={folder.FullName}"];

    /// <summary>What must be set at least, to be read and not to be started.</summary>
    public static string[] Least => [];

    public string DataFolder => folder.FullName;

    /// <summary>What the engine calls the number of grains in memory.</summary>
    public const string AwakeGrains = "grains_awake";

    /// <summary>The parts of the server that can be in trouble.</summary>
    public static string[] Parts => ["firmware", "history", "journal", "unreadable"];

    /// <summary>A running server's commits are refused until the end of this.</summary>
    public async Task<Mishap> RefuseCommits() => new("locked", await LockedStore.ForWriters(folder.FullName));

    /// <summary>A server cannot open its store until the end of this; while none has it open.</summary>
    public async Task<Mishap> RefuseEntry() => new("locked", await LockedStore.ForAll(folder.FullName));

    public void Dispose() => folder.Delete(recursive: true);
}
