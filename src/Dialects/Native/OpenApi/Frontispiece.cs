using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Haggle.Dialects.Native.OpenApi;

/// <summary>What the API's description says of the whole: title, credentials, tags.</summary>
internal static class Frontispiece
{
    public const string Bearer = "bearer", Password = "password", ServerKey = "serverKey";

    private const string About = """
        Chat for marketplaces: buyers and sellers talk about a listing, people talk directly and in groups.

        Events come over one WebSocket at `/ws?token=…`; everything here works without it. Lists take `limit` and `cursor` and answer with
        `items` and `next_cursor`. Refusals have `detail` for people and `code` for programs. A success means that it is stored.
        """;

    private static readonly (string Name, string Description)[] Tags =
    [
        ("Signing in", "Accounts, guests and tokens of the marketplace."),
        ("Sessions", "Where one is signed in."),
        ("People", "Profiles, search, presence."),
        ("Chats", "Open, find, change and leave conversations."),
        ("Members", "Who is in a chat, and what each may do."),
        ("Messages", "Say, read, edit, delete, forward."),
        ("Reactions", "Emoji on messages."),
        ("Pins", "Messages kept in view."),
        ("Receipts", "Delivered and read pointers."),
        ("Sync", "Catching up after an absence."),
        ("Blocks", "Whom I want nothing to do with."),
        ("Marketplace", "For the marketplace's backend, with a server key."),
        ("Operation", "For operators and load balancers."),
    ];

    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo { Title = "Haggle", Version = "v1", Description = About };
        document.Servers = [new OpenApiServer { Url = "/" }];
        var used = document.Paths.Values
            .SelectMany(path => path.Operations?.Values.AsEnumerable() ?? [])
            .SelectMany(operation => operation.Tags?.AsEnumerable() ?? [])
            .Select(tag => tag.Name)
            .ToHashSet();
        document.Tags = new HashSet<OpenApiTag>(Tags.Where(tag => used.Contains(tag.Name)).Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "The `access_token` of register, login or refresh.",
            },
            [Password] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "E-mail as username, and the password.",
                Flows = new OpenApiOAuthFlows
                {
                    Password = new OpenApiOAuthFlow { TokenUrl = new Uri("/api/v1/auth/login", UriKind.Relative), Scopes = new Dictionary<string, string>() },
                },
            },
            [ServerKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key", Description = "A key of the marketplace's backend; made with `haggle key create`.",
            },
        };
        return Task.CompletedTask;
    }
}
