namespace Stations.EndToEnd.Running;

/// <summary>How a person comes into the operators' console.</summary>
internal static class OpsConsole
{
    /// <summary>Nothing that the page has asked for is still to come.</summary>
    public const string Settled = Browser.Live + " && !document.querySelector('[aria-busy=true]')";

    public const string Password = "a few words are easy to remember";

    /// <summary>As the first administrator.</summary>
    public static async Task SignIn(this Browser browser, ServerProcess server, string name)
    {
        await browser.Open(server.Address("/ops"));
        await browser.Until("document.querySelector('.form')");
        await browser.Enter(name, server.Token);
        await browser.Until(IsIn(name));
    }

    /// <param name="secret">The token that makes the first account, or somebody's code.</param>
    public static async Task Enter(this Browser browser, string name, string secret)
    {
        await browser.Type("label:nth-of-type(1) input", name);
        await browser.Type("label:nth-of-type(2) input", secret);
        await browser.Type("label:nth-of-type(3) input", Password);
        await browser.Click(".form > .main");
    }

    /// <summary>Somebody is signed in, and what is shown is live.</summary>
    public static string IsIn(string name) => $"document.querySelector('.who')?.textContent.includes('{name}') && {Browser.Live}";
}
