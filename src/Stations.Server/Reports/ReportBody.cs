using System.Text.Json.Serialization;
using Stations.Model;

namespace Stations.Server.Reports;

/// <summary>What a rider reports.</summary>
/// <param name="Station">district:station</param>
/// <param name="Device">district:node:device; without it the report is of the station itself.</param>
/// <param name="Slot">The door, hole or port; 0, or nothing, for the appliance itself.</param>
/// <param name="Text">In the rider's words; at most 500 characters, for operators alone.</param>
/// <param name="Reporter">What the rider's browser calls itself, made up at random and kept there: 8 to 64 characters. Kept here as a hash.</param>
/// <param name="Key">Of this report, made up at random: what is sent again with the same key is one report. 8 to 64 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReportBody(
    string? Station, string? Device = null, int Slot = 0, ReportReason? Reason = null, string? Text = null, string? Reporter = null, string? Key = null)
{
    private const int MostSlots = 64;
    private const int LeastSecret = 8;
    private const int MostSecret = 64;

    /// <summary>All that is wrong, by field; empty when nothing is.</summary>
    internal Dictionary<string, string[]> Mistakes()
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Expect("station", Station is { Length: > 0 }, "is needed: district:station");
        Expect("slot", Slot is >= 0 and <= MostSlots && (Slot == 0 || Device is not null), $"must be 0 to {MostSlots}, and needs a device");
        Expect("reason", Reason is not null && Enum.IsDefined(Reason.Value), "is needed: what is wrong, in one of the words that /openapi/v1.json lists");
        Expect("text", Text is not { Length: > Act.MaxText }, $"must be at most {Act.MaxText} characters");
        Expect("reporter", Reporter is { Length: >= LeastSecret and <= MostSecret }, $"is needed: {LeastSecret} to {MostSecret} characters");
        Expect("key", Key is { Length: >= LeastSecret and <= MostSecret }, $"is needed: {LeastSecret} to {MostSecret} characters");
        return mistakes;

        void Expect(string field, bool isSo, string otherwise)
        {
            if (!isSo)
            {
                mistakes[field] = [otherwise];
            }
        }
    }

    internal ReportEvent ToEvent(string address) => new(
        ReportEventKind.Filed,
        TicketNumber.Of(Station, Device, Reporter, Key),
        Slot,
        Reason!.Value,
        string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
        TicketNumber.Veil(Reporter),
        TicketNumber.Veil(Key),
        From: TicketNumber.Neighbourhood(address));
}

/// <summary>Where a report stands.</summary>
/// <param name="Ticket">Its number, as people say it.</param>
public sealed record ReportReceipt(string Ticket);

/// <summary>What an operator answers.</summary>
/// <param name="By">For whom a program answers, at most 64 characters. Without it whoever is signed in, or the token's name.</param>
/// <param name="Text">What the riders are told; at most 500 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReportAnswerBody(string? By = null, string? Text = null)
{
    internal Dictionary<string, string[]> Mistakes()
    {
        var mistakes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (By is not { Length: > 0 and <= Act.MaxName })
        {
            mistakes["by"] = [$"is who you are, so leave it out; a program says for whom it answers, at most {Act.MaxName} characters"];
        }

        if (Text is { Length: > Act.MaxText })
        {
            mistakes["text"] = [$"must be at most {Act.MaxText} characters"];
        }

        return mistakes;
    }
}
