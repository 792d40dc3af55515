using System.Reflection;
using Haggle.Core;
using Haggle.Dialects.FastApi;
using Haggle.Dialects.Native.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Haggle.Dialects.Native.Parameters;

/// <summary>E-mail and password: as JSON, or as the form <c>username</c>, <c>password</c> that OAuth's password grant and so Swagger's Authorize dialog sends.</summary>
internal sealed class LoginBody : IBindableFromHttpContext<LoginBody>, IEndpointParameterMetadataProvider, IUnbound
{
    private readonly Result<LoginJson> read;

    private LoginBody(Result<LoginJson> read) => this.read = read;

    public LoginJson Value => read.TryGet(out var value, out _) ? value : throw new InvalidOperationException("The body was refused; RefuseUnbound is missing on this route.");

    public Refusal? Refusal => read.Refusal;

    public static async ValueTask<LoginBody?> BindAsync(HttpContext context, ParameterInfo parameter)
        => new(context.Request.ContentType?.StartsWith(LoginForm.ContentType, StringComparison.OrdinalIgnoreCase) == true
            ? await ReadFormAsync(context.Request, context.RequestAborted)
            : await JsonBody.ReadAsync(context.Request, NativeJson.Wire.LoginJson, context.RequestAborted));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
        => builder.Metadata.Add(new AcceptsMetadata(["application/json", LoginForm.ContentType], typeof(LoginJson)));

    private static async ValueTask<Result<LoginJson>> ReadFormAsync(HttpRequest request, CancellationToken cancellation)
        => (await LoginForm.ReadAsync(request, cancellation)).TryGet(out var form, out var refusal)
            ? new LoginJson { Email = form.Username ?? form.Email, Password = form.Password }
            : refusal;
}
