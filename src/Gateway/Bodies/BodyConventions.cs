namespace PreDelinquency.Gateway.Bodies;

/// <summary>Declares bodies.</summary>
internal static class BodyConventions
{
    public const string Json = "application/json";

    /// <summary>Says which body an endpoint reads.</summary>
    public static RouteHandlerBuilder TakesBody<T>(this RouteHandlerBuilder endpoint, BodyLimit limit, params string[] mediaTypes) =>
        endpoint.WithMetadata(new BodyMetadata(typeof(T), limit, mediaTypes is [] ? [Json] : mediaTypes));

    /// <summary>Says which body an endpoint reads where there is one.</summary>
    public static RouteHandlerBuilder MayTakeBody<T>(this RouteHandlerBuilder endpoint, BodyLimit limit) =>
        endpoint.WithMetadata(new BodyMetadata(typeof(T), limit, [Json], IsRequired: false));
}
