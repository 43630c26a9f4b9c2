namespace Stations.Model;

/// <summary>What somebody changed or tried to change. Never holds a secret.</summary>
/// <param name="Number">From 1, in the order they began.</param>
/// <param name="At">Server time, epoch milliseconds.</param>
/// <param name="Who">Account or token.</param>
/// <param name="From">The address it came from.</param>
/// <param name="Act">Method and path of the API, such as <c>POST /alarms/{id}/acknowledge</c>.</param>
/// <param name="On">Whom or what it was done to.</param>
/// <param name="Status">The answer, as HTTP has it; 0 while there is none, and for ever if the server was lost meanwhile.</param>
/// <param name="Detail">What it was changed to.</param>
public sealed record AuditEntry(long Number, long At, string Who, string From, string Act, string On, int Status = 0, string? Detail = null);
