using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Stations.Model;
using Stations.Protocol;
using Stations.Server.Operations;
using Stations.Server.Reports;

namespace Stations.Server.Pages;

/// <summary>What <see cref="ReportForm"/> sends; the answer is the station's page.</summary>
internal static class ReportPost
{
    private static readonly FormOptions Limits = new()
    {
        ValueCountLimit = 16,
        ValueLengthLimit = 4096,
        MultipartBodyLengthLimit = Photo.MaxBytes,
        BufferBodyLengthLimit = 2 * Photo.MaxBytes,
        MemoryBufferThreshold = 2 * Photo.MaxBytes,
    };

    public static void MapReportPost(this IEndpointRouteBuilder app) => app.MapPost("/s/{code}/report", Post).DisableAntiforgery().ExcludeFromDescription();

    private static async Task<SeeOther> Post(string code, HttpContext context, ReportDesk desk, Readiness readiness)
    {
        if (!StationId.TryParse(code, out _) || !context.Request.HasFormContentType || readiness.Loading is not null)
        {
            return Back(code, ReportForm.Refused);
        }

        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync(Limits, context.RequestAborted);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return Back(code, ReportForm.Refused);
        }

        var (device, slot) = form["thing"].ToString().Split('/') switch
        {
            [{ Length: > 0 } whole] => (whole, 0),
            [{ Length: > 0 } cabinet, var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var door) => (cabinet, door),
            _ => (null, 0),
        };
        ReportReason? reason = Enum.TryParse<ReportReason>(form["reason"].ToString().Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var named) ? named : null;
        var body = new ReportBody(code, device, slot, reason, form["text"], form["reporter"], form["key"]);
        var (ticket, _, _) = await desk.File(body, context.Connection.RemoteIpAddress, context.RequestAborted);
        if (ticket is not null && form.Files["photo"] is { Length: > 0 } file && desk.Find(ticket) is { } report)
        {
            var bytes = new byte[file.Length];
            await using var content = file.OpenReadStream();
            await content.ReadExactlyAsync(bytes, context.RequestAborted);
            if (Photo.Read(bytes) is { } photo)
            {
                await desk.Keep(report, photo, context.Connection.RemoteIpAddress, context.RequestAborted);
            }
        }

        return Back(code, ticket ?? ReportForm.Refused);
    }

    /// <summary>303, so that going back or reloading sends nothing again.</summary>
    private static SeeOther Back(string code, string ticket) => new($"/s/{Uri.EscapeDataString(code).Replace("%3A", ":", StringComparison.Ordinal)}?ticket={ticket}#report");

    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
