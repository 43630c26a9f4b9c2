using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Stations.Server.Access;

namespace Stations.Server.Api;

/// <summary><c>/openapi/v1.json</c>, from the same declarations that the API runs by.</summary>
internal static class OpenApiDescription
{
    private const string Token = "token";
    private const string Session = "session";

    public static void AddOpenApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) => Describe(document));
        options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
        options.AddSchemaTransformer((schema, context, _) => Describe(schema, context));
    });

    /// <summary>One address and no other, so that a wrong one is a problem as everywhere.</summary>
    public static void MapOpenApiDescription(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName:regex(^v1$)}.json");

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Stations",
            Version = "1",
            Description = "Rest stations for couriers: where they are, what is free now, how their devices do. Times are RFC 3339 in UTC. Every problem is application/problem+json.",
        };
        (document.Components ??= new()).SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Token] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "For programs: of POST /api/v1/tokens; before there is an account the operator token, printed at the first start.",
            },
            [Session] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "stations", Description = "For people: set by POST /api/v1/session; over https its name is __Host-stations.",
            },
        };
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var parameter in metadata.OfType<KnownParameters>().SelectMany(known => known.All))
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.OnlyWith is { } other ? $"{parameter.Description} Only with {other}." : parameter.Description,
                Required = parameter.Needed,
                Schema = parameter.Schema,
                Style = ParameterStyle.Form,
                Explode = parameter.Schema.Type != JsonSchemaType.Array,
            });
        }

        if ((metadata.OfType<Needed>().LastOrDefault() ?? Needed.Unsaid) is { Role: { } role } needed)
        {
            operation.Security = [.. new[] { Token, Session }.Select(scheme => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] })];
            operation.Description = $"{operation.Description} Needs the role {role.Word()}{(needed.Everywhere ? " for all districts" : "")}.".TrimStart();
        }

        return Task.CompletedTask;
    }

    /// <summary>What a converter of ours writes, and the words that a text is one of.</summary>
    private static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset))
        {
            var nullable = type != context.JsonTypeInfo.Type ? JsonSchemaType.Null : default;
            (schema.Type, schema.Format, schema.Examples) = (JsonSchemaType.String | nullable, "date-time", ["2026-11-21T08:00:00.123Z"]);
        }
        else if (type == typeof(LocalText))
        {
            schema.OneOf =
            [
                new OpenApiSchema { Type = JsonSchemaType.String },
                new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String } },
            ];
        }
        else if (type == typeof(JsonObject))
        {
            (schema.Type, schema.AdditionalProperties) = (JsonSchemaType.Object, new OpenApiSchema { Type = JsonSchemaType.Number | JsonSchemaType.Boolean | JsonSchemaType.String });
        }

        if (type.IsEnum)
        {
            schema.Type ??= JsonSchemaType.String;
        }

        foreach (var absentWhenNull in context.JsonTypeInfo.Properties.Where(property => Attribute<JsonIgnoreAttribute>(property) is not null))
        {
            schema.Required?.Remove(absentWhenNull.Name);
        }

        if (Attribute<AllowedValuesAttribute>(context.JsonPropertyInfo) is { } words)
        {
            schema.Enum = [.. words.Values.Select(word => JsonValue.Create((string)word!))];
        }

        return Task.CompletedTask;
    }

    private static T? Attribute<T>(JsonPropertyInfo? property) where T : Attribute =>
        property?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false) is [T attribute] ? attribute : null;
}
