using PreDelinquency.Domain.Interventions;
using PreDelinquency.Gateway.Hosting;
using PreDelinquency.Outreach.Running;
using PreDelinquency.Outreach.Sending;

namespace PreDelinquency.Gateway.Endpoints;

/// <summary>
/// Where the link in an email leads. A visit changes nothing, as programs visit links on their own; a POST, from the page's button or a
/// mail provider's (RFC 8058), opts out. Nobody signs in for that.
/// </summary>
internal static class UnsubscribeEndpoints
{
    private const string Source = "unsubscribe link";

    public static void MapUnsubscribe(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/unsubscribe").WithTags("Contact").WithMetadata(new SignedMetadata());
        links.MapGet("/{token}", (string token, UnsubscribeLinks known) => known.TryRead(token, out _) ? Page("unsubscribe.html") : Unknown())
            .WithSummary("The page that a link in an email leads to, with a button to opt out")
            .Produces(StatusCodes.Status200OK, contentType: "text/html")
            .Produces(StatusCodes.Status404NotFound, contentType: "text/html");
        links.MapPost("/{token}", OptOutAsync)
            .WithSummary("Opts the customer of an email out of emails")
            .WithDescription("One click, as RFC 8058 wants it: the body does not matter, and it may be asked again. Once this answers, open contacts have asked their rules again.")
            .Produces(StatusCodes.Status200OK, contentType: "text/html")
            .Produces(StatusCodes.Status404NotFound, contentType: "text/html");
    }

    // "Done" is said of what was noted alone.
    private static async Task<IResult> OptOutAsync(string token, UnsubscribeLinks known, ContactDesk desk, CancellationToken cancellationToken) =>
        known.TryRead(token, out var read) && await desk.OptOutOfAsync(read.ContactId, read.CustomerId, ContactChannel.Email, new Told(Source), cancellationToken)
            ? Page("unsubscribed.html")
            : Unknown();

    private static IResult Unknown() => Page("unsubscribe_unknown.html", StatusCodes.Status404NotFound);

    private static IResult Page(string name, int status = StatusCodes.Status200OK) => Results.Content(EmbeddedPage.Read(name), "text/html; charset=utf-8", statusCode: status);
}
