using System.Text.Json;

namespace Stations.EndToEnd.Running;

/// <summary>What a rider does on a station's page.</summary>
internal static class Rider
{
    /// <summary>On the button of the report that says so.</summary>
    public static async Task Tap(this Browser browser, string text)
    {
        await browser.Until($"[...document.querySelectorAll('.report button')].some(one => one.textContent === {JsonSerializer.Serialize(text)})");
        await browser.Click($".report button:text-is(\"{text}\")");
    }
}
