using Microsoft.Extensions.Logging;

namespace Orleans.Local;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Grain} threw from an async void method; nobody could catch it")]
    public static partial void StrayException(this ILogger log, Activation grain, Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Grain} threw while it left")]
    public static partial void DeactivationFailed(this ILogger log, Activation grain, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A timer of {Grain} threw or was refused; it goes on")]
    public static partial void TickFailed(this ILogger log, Activation grain, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A one-way call to {Grain} failed")]
    public static partial void OneWayFailed(this ILogger log, GrainReference grain, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stopped while {Grains} grains had not left yet")]
    public static partial void StoppedEarly(this ILogger log, int grains);
}
