using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PreDelinquency.Gateway.Bodies;
using PreDelinquency.Gateway.People;

namespace PreDelinquency.Gateway.OpenApi;

/// <summary>The OpenAPI document: what the endpoints declare, with parameters and examples spelt out.</summary>
internal static class GatewayOpenApi
{
    private const string Bearer = "bearer";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "PreDelinquency",
                Version = "v1",
                Description = "Takes a bank's transactions, and says who may miss a payment 14 to 30 days ahead, why, and what would help. "
                    + $"Lists have items; those that go on have a marker of where. A parameter that an operation does not list is refused, but for / and /health, which pass over it. Errors are problem details (RFC 9457). The live feed is the SignalR hub {Links.Hub}.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = Bearer, Description = "The token of one of the people whom the gateway's option --people names; without that option nobody asks for one." },
            };
            // The page that shows this knows where it came from.
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(async (operation, context, cancellationToken) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<BodyMetadata>().FirstOrDefault() is { } body)
            {
                var schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken);
                operation.RequestBody = new OpenApiRequestBody
                {
                    Required = body.IsRequired,
                    Description = $"A JSON document has at most {body.Limit.Rule}; {body.Limit.Advice}. It may be compressed, with one Content-Encoding of {ContentCoding.Accepted}; limits count what is decompressed.",
                    Content = body.MediaTypes.ToDictionary(m => m, _ => new OpenApiMediaType { Schema = schema }, StringComparer.Ordinal),
                };
            }

            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<RoleMetadata>().Any())
                operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] }];

            // What all operations share is declared before what is an operation's own.
            var responses = operation.Responses?.OrderBy(r => r.Key, StringComparer.Ordinal).ToList() ?? [];
            operation.Responses = [];
            responses.ForEach(r => operation.Responses.Add(r.Key, r.Value));
            var path = context.Description.RelativePath ?? "";
            Parameters.Describe(operation);
            Examples.Add(operation, path);
        });
    }
}
