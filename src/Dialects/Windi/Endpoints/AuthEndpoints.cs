using Haggle.Core;
using Haggle.Core.People;
using Haggle.Core.Text;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Windi.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Haggle.Dialects.Windi.Endpoints;

/// <summary><c>/auth</c>. Source: contracts/windi.md, 4.1 and 7.</summary>
internal static class AuthEndpoints
{
    private const string Login = "/auth/login";
    private const string Socket = "/ws/chat";

    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/auth/register", RegisterAsync).JsonBodyOf<RegisterJson>("name", "email", "password").Produces<UserJson>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);
        routes.MapPost(Login, LoginAsync).Accepts<LoginForm>(LoginForm.ContentType, "application/json", "multipart/form-data").Produces<TokenJson>()
            .Refuses(StatusCodes.Status401Unauthorized, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable);
    }

    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/auth/me", static (Me me) => TypedResults.Json(UserJson.From(me.Person), WindiJson.Wire.UserJson)).Produces<UserJson>();
        routes.MapPatch("/auth/me", EditMeAsync).JsonBodyOf<EditMeJson>(required: []).Produces<UserJson>().Refuses(StatusCodes.Status400BadRequest);
        routes.MapPost("/auth/logout", LogoutAsync).Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> RegisterAsync(HttpContext http, Register register, CancellationToken cancellation)
    {
        if (!(await JsonBody.ReadAsync(http.Request, WindiJson.Wire.RegisterJson, cancellation)).TryGet(out var wanted, out var refusal))
            return refusal.ToHttp();
        if ((CheckName(wanted.Name) ?? CheckEmail(wanted.Email)) is { } tooLong)
            return tooLong.ToHttp();
        var registration = new Registration(wanted.Email, wanted.Password, wanted.Name) { LeastPassword = 1 };
        return (await register.RunWithoutSignInAsync(registration, http.Device(null), cancellation)).TryGet(out var person, out refusal)
            ? TypedResults.Json(UserJson.From(person), WindiJson.Wire.UserJson, statusCode: StatusCodes.Status201Created)
            : refusal.ToHttp();
    }

    private static async Task<IResult> LoginAsync(HttpContext http, SignIn signIn, WindiOptions options, CancellationToken cancellation)
    {
        if (!(await LoginForm.ReadAsync(http.Request, cancellation)).TryGet(out var form, out var refusal))
            return refusal.ToHttp();
        if (form.Username is null || form.Password is null)
            return Refusal.Invalid(form.Username is null ? "username" : "password", "Field required").ToHttp();
        var signedIn = await signIn.RunWithoutRefreshAsync(form.Username, form.Password, http.Device(null), options.TokenLife, cancellation);
        if (!signedIn.TryGet(out var signed, out refusal))
            return refusal.ToHttp();
        LeaveCookie(http, signed.Tokens);
        return TypedResults.Json(new TokenJson(signed.Tokens.Access, "bearer"), WindiJson.Wire.TokenJson);
    }

    /// <summary>A browser adds it to the socket's handshake by itself, so that pages which know only their user's id can prove who that is.</summary>
    private static void LeaveCookie(HttpContext http, TokenPair tokens)
    {
        var door = (http.Request.PathBase + http.Request.Path).Value![..^Login.Length];
        http.Response.Cookies.Append(WindiOptions.Cookie, tokens.Access, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = door + Socket,
            Expires = tokens.AccessExpiresAt,
        });
    }

    private static async Task<IResult> EditMeAsync(HttpContext http, Me me, EditProfile edit, ChangePassword change, CancellationToken cancellation)
    {
        if (!(await JsonBody.ReadAsync(http.Request, WindiJson.Wire.EditMeJson, cancellation)).TryGet(out var wanted, out var refusal))
            return refusal.ToHttp();
        if (wanted.Name is not null && CheckName(wanted.Name) is { } tooLong)
            return tooLong.ToHttp();
        if (wanted.Password is not null
            && (await change.RunAsync(me.Caller, wanted.CurrentPassword, wanted.Password, http.Device(null), cancellation)).Refusal is { } wrong)
            return wrong.ToHttp();
        if (wanted.Name is null)
            return TypedResults.Json(UserJson.From(me.Person), WindiJson.Wire.UserJson);
        return (await edit.RunAsync(me.Person.Id, new ProfileChange { DisplayName = Change<string>.To(wanted.Name) }, cancellation)).TryGet(out var person, out refusal)
            ? TypedResults.Json(UserJson.From(person), WindiJson.Wire.UserJson)
            : refusal.ToHttp();
    }

    private static async Task<IResult> LogoutAsync(Me me, SignOut signOut, CancellationToken cancellation)
    {
        await signOut.RunAsync(me.Caller, refreshToken: null, cancellation);
        return TypedResults.NoContent();
    }

    private static Refusal? CheckName(string? name)
        => name is not null && CodePoints.Count(name) > WindiOptions.NameCharacters ? Refusal.Invalid("name", $"1 to {WindiOptions.NameCharacters} characters") : null;

    private static Refusal? CheckEmail(string? email)
        => email?.Length > WindiOptions.EmailCharacters ? Refusal.Invalid("email", $"At most {WindiOptions.EmailCharacters} characters") : null;
}
