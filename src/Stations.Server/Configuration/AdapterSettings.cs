using Stations.Protocol;

namespace Stations.Server.Configuration;

/// <summary><c>Adapters:File</c>: what firmware that speaks otherwise than we do means, see <see cref="AdapterFile"/>.</summary>
internal static class AdapterSettings
{
    private const string Name = "Adapters:File";

    public static AdapterBook Read(Settings settings)
    {
        if (settings.JsonFile(Name, AdapterFile.MaxBytes) is not { } file)
        {
            return AdapterBook.None;
        }

        var (book, mistakes) = AdapterFile.Parse(file);
        foreach (var mistake in mistakes)
        {
            settings.Mistake($"{Name}: {mistake}");
        }

        return book ?? AdapterBook.None;
    }
}
