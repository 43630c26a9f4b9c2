using Microsoft.Extensions.Configuration;
using Stations.Protocol;
using Stations.Server.Configuration;

namespace Stations.Server.Tests.Configuration;

public sealed class AdapterSettingsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("stations-");

    [Fact]
    public void Without_a_file_everybody_speaks_our_words() => Assert.Same(AdapterBook.None, Read().Adapters);

    [Fact]
    public void The_file_says_which_firmware_does_not() =>
        Assert.Same(Adapter.Unlisted, Read($"--Adapters:File={Write("""{"adapters":[{"maker":"M","model":"C","firmware":"1"}]}""")}").Adapters.Of("M", "C", "2"));

    [Fact]
    public void The_file_of_the_simulated_devices_is_one()
    {
        var adapters = Read($"--Adapters:File={Path.Combine(AppContext.BaseDirectory, "adapters.json")}").Adapters;

        Assert.NotNull(adapters.Of("Nuanxin", "Cabinet C12", "8.0.0"));
        Assert.NotSame(Adapter.Unlisted, adapters.Of("Nuanxin", "Gateway G2", "1.8.0"));
    }

    [Fact]
    public void All_its_mistakes_are_told_at_once_beside_those_of_other_settings()
    {
        var told = Assert.Throws<OptionsException>(() => Read(
            $"--Adapters:File={Write("""{"adapters":[{"maker":"M","model":"C","fields":{"temp":{"times":0}}}]}""")}", "--Mqtt:WebSocket=perhaps", "--Adapters:Flie=x")).Message;

        Assert.All(
            [
                "4 mistake(s)", "Adapters:File: adapters[0].firmware: give it as births say it", "Adapters:File: adapters[0].fields[\"temp\"].as: temp is none of our fields",
                "Mqtt:WebSocket is 'perhaps'", "Adapters:Flie is not a setting",
            ],
            mistake => Assert.Contains(mistake, told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no-such-file.json")]
    [InlineData("/")]
    public void A_file_that_cannot_be_read_is_a_mistake(string path) =>
        Assert.Contains($"Adapters:File is '{path}'; it must be a file of JSON", Assert.Throws<OptionsException>(() => Read($"--Adapters:File={path}")).Message, StringComparison.Ordinal);

    public void Dispose() => folder.Delete(recursive: true);

    private string Write(string text)
    {
        var path = Path.Combine(folder.FullName, "adapters.json");
        File.WriteAllText(path, text);
        return path;
    }

    private static ServerOptions Read(params string[] settings) => ServerOptions.Read(new ConfigurationBuilder().AddCommandLine([.. Ground.Least, .. settings]).Build(), demo: false);
}
