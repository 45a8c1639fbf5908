using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PreDelinquency.Gateway.Tests.Doubles;

internal static class TimeServices
{
    /// <summary>Puts a clock in place of the real one.</summary>
    public static void AddTime(this IServiceCollection services, TimeProvider time) => services.Replace(ServiceDescriptor.Singleton(time));
}
