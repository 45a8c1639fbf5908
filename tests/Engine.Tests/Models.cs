using PreDelinquency.Domain.Risk;

namespace PreDelinquency.Engine.Tests;

internal static class Models
{
    public static readonly ModelBundle Shipped = ModelBundle.Load(Repository.PathOf("models/champion"));
}
