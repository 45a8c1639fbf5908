using PreDelinquency.Outreach.People;

namespace PreDelinquency.Gateway.People;

/// <summary>Declares whom operations take.</summary>
internal static class RoleConventions
{
    /// <summary>Says which role an operation takes.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder operation, PersonRole role) => operation
        .WithMetadata(new RoleMetadata(role))
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status403Forbidden);
}
