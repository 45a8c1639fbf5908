using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Gateway.Tests.Doubles;

/// <summary>The model that comes with the gateway, as it lies beside the tests.</summary>
internal static class ShippedModel
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "models", "champion");

    public static ModelBundle Bundle { get; } = ModelBundle.Load(Folder);
}
