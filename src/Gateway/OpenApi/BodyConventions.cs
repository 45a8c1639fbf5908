namespace PreDelinquency.Gateway.OpenApi;

/// <summary>Declares bodies.</summary>
internal static class BodyConventions
{
    public const string Json = "application/json";

    /// <summary>Says which body an endpoint reads.</summary>
    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder endpoint, params string[] mediaTypes) =>
        endpoint.WithMetadata(new BodyMetadata(typeof(T), mediaTypes is [] ? [Json] : mediaTypes));
}
