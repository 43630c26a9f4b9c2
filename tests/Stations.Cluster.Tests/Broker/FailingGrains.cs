using System.Reflection;
using Stations.Grains;

namespace Stations.Cluster.Tests.Broker;

/// <summary>The real grains, but the first calls to one of them fail, as when its silo dies.</summary>
public class FailingGrains : DispatchProxy
{
    private object real = null!;
    private string key = "";
    private Func<(bool Fails, Task After)> fault = null!;

    /// <param name="fault">Asked at each message for the device <paramref name="key"/>: does it fail, and when?</param>
    public static IGrainFactory Before(IGrainFactory real, string key, Func<(bool Fails, Task After)> fault) => Wrap(real, key, fault);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IDeviceGrain.Observe) && fault() is (true, var after))
        {
            return new ValueTask<Outcome>(after.ContinueWith<Outcome>(_ => throw new TimeoutException("The silo does not answer."), TaskScheduler.Default));
        }

        var result = targetMethod.Invoke(real, args);
        return result is IDeviceGrain device && device.GetPrimaryKeyString() == key ? Wrap(device, key, fault) : result;
    }

    private static T Wrap<T>(T real, string key, Func<(bool Fails, Task After)> fault) where T : class
    {
        var wrapped = Create<T, FailingGrains>();
        var proxy = (FailingGrains)(object)wrapped;
        (proxy.real, proxy.key, proxy.fault) = (real, key, fault);
        return wrapped;
    }
}
