using Haggle.Core;
using Haggle.Core.People;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Parameters;
using Haggle.Dialects.Native.Requests;
using Haggle.Dialects.Native.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Native.Endpoints;

/// <summary><c>/auth</c>: the ways to sign in. Source: contracts/messenger.md, A2 and B4.1.</summary>
internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth").WithTags("Signing in");
        auth.MapPost("/register", RegisterAsync)
            .Documented("register", "Make an account and sign in", "Limited per address; 409 `email_taken` when the e-mail has an account.")
            .Gives<TokensJson>(StatusCodes.Status201Created).ProducesError(409, 422, 429, 503);
        auth.MapPost("/login", LoginAsync)
            .Documented("login", "Sign in with e-mail and password", "Takes JSON, or the form `username`, `password`. An unknown e-mail and a wrong password get the same 401.")
            .Gives<TokensJson>().ProducesError(401, 422, 429, 503);
        auth.MapPost("/refresh", RefreshAsync)
            .Documented("refresh", "Exchange a refresh token for the next pair", "Each refresh token works once. Within 30 s it gives the same pair again; later its use ends the session.")
            .Gives<TokensJson>().ProducesError(401, 422);
        auth.MapPost("/guest", EnterAsGuestAsync)
            .Documented("enterAsGuest", "Enter without an account", "The guest's `id` is public; its secret is the refresh token.")
            .Gives<TokensJson>(StatusCodes.Status201Created).ProducesError(422, 429);
        auth.MapPost("/exchange", ExchangeAsync)
            .Documented("exchangeToken", "Sign in with a token that the marketplace issued", "Makes the person when it is new, and takes over its name.")
            .Gives<TokensJson>().ProducesError(401, 422, 503);
    }

    private static async Task<IResult> RegisterAsync(Body<RegisterJson> body, Register register, HttpContext http, CancellationToken cancellation)
    {
        var wanted = body.Value;
        var registration = new Registration(wanted.Email, wanted.Password, wanted.DisplayName);
        return (await register.RunAsync(registration, http.Device(wanted.DeviceName), cancellation)).ToReply(http, StatusCodes.Status201Created);
    }

    private static async Task<IResult> LoginAsync(LoginBody body, SignIn signIn, HttpContext http, CancellationToken cancellation)
        => (await signIn.RunAsync(body.Value.Email, body.Value.Password, http.Device(body.Value.DeviceName), cancellation)).ToReply(http);

    private static async Task<IResult> RefreshAsync(Body<RefreshTokenJson> body, RefreshSession refresh, HttpContext http, CancellationToken cancellation)
        => body.Value.RefreshToken is { } token
            ? (await refresh.RunAsync(token, cancellation)).ToReply(http)
            : Refusal.Invalid("refresh_token", "Field required").ToHttp();

    private static async Task<IResult> EnterAsGuestAsync(OptionalBody<GuestJson> body, EnterAsGuest enter, HttpContext http, CancellationToken cancellation)
        => (await enter.RunAsync(body.Value?.DisplayName, http.Device(body.Value?.DeviceName), cancellation)).ToReply(http, StatusCodes.Status201Created);

    private static async Task<IResult> ExchangeAsync(Body<ExchangeJson> body, ExchangeToken exchange, HttpContext http, CancellationToken cancellation)
        => body.Value.Token is { } token
            ? (await exchange.RunAsync(token, http.Device(body.Value.DeviceName), cancellation)).ToReply(http)
            : Refusal.Invalid("token", "Field required").ToHttp();
}
